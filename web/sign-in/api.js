// The public GraphQL API, and what the page was opened with.
import { WORK } from './queries.js';
import { say } from './words.js';
import { solve } from './work.js';

/** Set by the server, which has looked at each: `origin` is the opener's, or `next` a path of ours. */
export const page = { ...document.body.dataset };

/** What the service refused, and why: `code` is one of the API's `ErrorCode` or `NETWORK`. */
export class Refusal extends Error {
  constructor(message, { code, reason, retryAfter, field } = {}) {
    super(message);
    Object.assign(this, { code, reason, retryAfter, field });
  }
}

/** Runs a document that has one root field, and gives that. */
export async function ask(query, variables) {
  const answer = await fetch('/graphql', {
    method: 'POST',
    headers: headers(),
    body: JSON.stringify({ query, variables }),
  }).then((response) => response.json()).catch(() => {
    throw new Refusal('', { code: 'NETWORK' });
  });
  if (answer.errors?.length) {
    const [{ message, extensions }] = answer.errors;
    throw new Refusal(message, extensions);
  }
  return Object.values(answer.data)[0];
}

/** For mutations: `input` is the one variable. */
export const send = (mutation, input) => ask(mutation, { input });

/** Where the service asks for work first, does it, and sends again; `tell` is told how far it is. */
export async function sendWithWork(mutation, input, tell) {
  try {
    return await send(mutation, input);
  } catch (refusal) {
    if (refusal.reason !== 'PROOF_OF_WORK_NEEDED') throw refusal;
  }
  const challenge = await ask(WORK, { site: page.site });
  const proofOfWork = await solve(challenge, (done) => tell(say('working', { percent: percent(done) })));
  return send(mutation, { ...input, proofOfWork });
}

const percent = (done) => new Intl.NumberFormat(document.documentElement.lang, { style: 'percent' }).format(done);

/** A session for another page is that page's from its first moment: it carries no more rights there
 * than if the page had asked itself. Without an opener it goes into a cookie, and so does the one
 * that shows who may moderate on another page. */
function headers() {
  const sent = {
    Accept: 'application/graphql-response+json, application/json;q=0.9',
    'Content-Type': 'application/json',
  };
  if (page.origin === undefined || page.moderate !== undefined) sent['X-Rejoinder-Session'] = 'cookie';
  else if (page.origin !== location.origin) sent['X-Rejoinder-For-Origin'] = page.origin;
  return sent;
}
