// The session frame: a hidden page of the service's own origin that holds the tokens. The page around
// it may have a few documents asked in the name of who is signed in, and never sees a token.
import { Refusal } from '../../shared/api/refusal.ts';
import { open } from '../../shared/generated-open.ts';
import { CONNECT, type Reply, readHandOver, readWish, type Wish } from '../session/protocol.ts';
import { Service } from './service.ts';
import { Session } from './session.ts';
import { Store } from './store.ts';

/** Set by the service, which has looked at both; the browser lets no other page frame this one. */
const { site = '', origin = '' } = document.body.dataset;

let port: MessagePort | null = null;
/** The windows that the page around has opened and that have not come back yet. */
const awaited = new Set<string>();

const say = (reply: Reply) => port?.postMessage(reply);
const session = new Session(site, new Service(origin), new Store(site, origin), (who, unsure) => say({ who, unsure }));

addEventListener('message', (event) => {
  if (event.source === parent && event.origin === origin && event.data?.type === CONNECT) connect(event);
  else if (event.origin === location.origin) receive(event);
});

/** The page around speaks over its port from now on; a port from before is not listened to any more. */
function connect({ ports: [given] }: MessageEvent): void {
  if (!given) return;
  port?.close();
  port = given;
  given.onmessage = ({ data }) => {
    const wish = readWish(data);
    if (wish) void grant(wish, given);
  };
  void session.tell();
}

async function grant(wish: Wish, to: MessagePort): Promise<void> {
  const { number } = wish;
  try {
    to.postMessage({ number, data: await serve(wish) } satisfies Reply);
  } catch (failure) {
    const refusal = failure instanceof Refusal ? failure : new Refusal('the frame failed', { code: 'INTERNAL' });
    const { message, code, reason, field, retryAfter } = refusal;
    to.postMessage({ number, refused: { message, code, reason, field, retryAfter } });
    if (refusal !== failure) throw failure;
  }
}

async function serve(wish: Wish): Promise<unknown> {
  switch (wish.wish) {
    case 'ask':
      if (open.includes(wish.document)) return session.ask(wish.document, wish.variables);
      throw new Refusal('not a document of the widget', { code: 'PERSISTED_DOCUMENT_NOT_FOUND' });
    case 'await':
      awaited.add(wish.secret);
      return null;
    case 'takeSiteToken':
      return session.takeSiteToken(wish.token);
    case 'look':
      return session.look();
    case 'signOut':
      return session.signOut();
  }
}

/** From a sign-in window: another page of our own origin. It is told that it may close. */
function receive(event: MessageEvent): void {
  const given = readHandOver(event.data);
  if (!given || given.site !== site || !awaited.delete(given.secret)) return;
  say({ secret: given.secret, failed: 'reason' in given.outcome ? given.outcome.reason : null });
  if (!('reason' in given.outcome)) void session.begin(given.outcome, given.outcome.moderating);
  event.source?.postMessage({ type: 'rejoinder:taken', secret: given.secret }, { targetOrigin: location.origin });
}
