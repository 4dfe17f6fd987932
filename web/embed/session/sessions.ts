// The sessions on this page: one for each site of each service, however many threads there are.
import { MemberComments, MemberLinked, MemberReplies, MemberThread } from '../../shared/generated.ts';
import type { Connection } from '../connection.ts';
import { sessionMark } from '../marks.ts';
import { Frame } from './frame.ts';
import { renewal } from './renewal.ts';
import { SessionTransport } from './transport.ts';

const documents = { thread: MemberThread, comments: MemberComments, replies: MemberReplies, linked: MemberLinked };
/** Milliseconds until a service that could not say who is signed in is asked again; twice as many each time. */
const SOON = 2000;
const LATE = 60_000;

const frames = new WeakMap<Connection, Frame>();

/** The frame of a connection, which hears from it who is signed in. */
export function frameOf(connection: Connection): Frame {
  const known = frames.get(connection);
  if (known) return known;
  const frame = new Frame(connection.service, connection.site);
  const transport = new SessionTransport(frame);
  const look = () => frame.wish({ wish: 'look' }).catch(() => {});
  let wait = SOON;
  frame.addEventListener('who', () => {
    const { who, unsure } = frame;
    if (unsure) {
      setTimeout(look, wait);
      wait = Math.min(2 * wait, LATE);
      return;
    }
    wait = SOON;
    mark(connection, who && `${who.id} ${who.isModerating}`);
    const { viewer } = connection;
    if (!who) connection.end();
    else if (who.id !== viewer?.id || who.isModerating !== viewer.isModerating)
      connection.begin({ transport, viewer: who, documents, renewal });
  });
  addEventListener('storage', ({ key }) => {
    if (key === sessionMark(connection.service, connection.site)) void look();
  });
  frames.set(connection, frame);
  return frame;
}

/** Without a secret: so that the frame is fetched only by those who have been signed in before, and other pages
 * hear of who signs in and out. */
function mark({ service, site }: Connection, who: string | null): void {
  try {
    if (who) localStorage.setItem(sessionMark(service, site), who);
    else localStorage.removeItem(sessionMark(service, site));
  } catch {
    // Then it lasts as long as the page.
  }
}
