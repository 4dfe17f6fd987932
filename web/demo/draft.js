// What somebody is writing, kept in the tab until it is posted.

const name = (key) => `rejoinder-demo-draft:${key}`;

export function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(name(key))) ?? { body: '' };
  } catch {
    return { body: '' };
  }
}

export function write(key, body) {
  if (body === '') return forget(key);
  sessionStorage.setItem(name(key), JSON.stringify({ ...read(key), body }));
}

export function forget(key) {
  sessionStorage.removeItem(name(key));
}

/**
 * The `clientMutationId` of this text: the same for each try, so that a comment whose answer was
 * lost is not posted twice; another once the text has changed.
 */
export function mutationId(key, body) {
  const draft = read(key);
  if (draft.sent?.body === body) return draft.sent.id;
  const id = newId();
  sessionStorage.setItem(name(key), JSON.stringify({ body, sent: { body, id } }));
  return id;
}

// `randomUUID` is there only on https and on this machine.
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
