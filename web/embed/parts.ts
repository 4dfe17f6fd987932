// What loads when it is wanted: for those who take part, in one file, since whoever presses one button
// presses others. What moderators have besides, it fetches itself.
import { Refusal } from '../shared/api/refusal.ts';
import type { Connection } from './connection.ts';
import type { Branch } from './model.ts';
import type { Reading } from './reading.ts';

/** Where something happens: a comment, or the thread itself (`branch` is null). */
export interface Place {
  reading: Reading;
  branch: Branch | null;
  /** Empty, and left alone by whoever draws the comment; a part may fill it and has to empty it. */
  slot: HTMLElement;
  /** What was pressed, for a menu to stand at and for the focus to return to. */
  button: HTMLElement;
}

/** A place where nothing was pressed. */
export type Spot = Omit<Place, 'button'>;

export interface Member {
  /** Puts the form for a comment or an answer into the slot and the focus into the form. Called again, it only does the latter. */
  compose(place: Place): unknown;
  /** Votes, or takes the vote back; asks to sign in first where nobody is. */
  vote(place: Place): unknown;
  /** Opens the menu of what else the viewer may do: edit, delete, report, mute, copy the link. */
  menu(place: Place): unknown;
  /** Called at once when a click is handled: opens the sign-in window. Ends with `begin`, or says why not. */
  signIn(place: Pick<Place, 'reading' | 'button'>): unknown;
  /** Takes up the session of an earlier visit; called where the mark says that there was one (see `marks.ts`). */
  resume(connection: Connection): Promise<unknown>;
  /** Takes a token that the page's own server has signed for who is signed in there. */
  takeSiteToken(connection: Connection, token: string): unknown;
  /** Gives the tree that a node stands in the styles of the parts. */
  dress(near: Node): void;
  /** Draws what a thread has for who is signed in, and the drafts that were left behind in it. */
  furnish(reading: Reading, root: ParentNode): unknown;
  /** Draws what a comment has for its author and for moderators. */
  furnishComment(reading: Reading, branch: Branch, article: ParentNode): unknown;
}

/** What becomes of a file that did not come: whoever asks again, asks for it again. */
export const unfetched = (): never => {
  throw new Refusal('a part could not be fetched', { code: 'NETWORK' });
};

/**
 * Does something with the part that nobody waits for, once the page has nothing else to do. Without it the
 * thread is as it was. Where the loader had to ask twice for this file, a part would bring it once more.
 */
export function atLeisure(action: (part: typeof import('./live/follow.ts')) => void): void {
  const run = () => import('./live/follow.ts').then(action, () => {});
  if (!import.meta.url.endsWith('?')) (globalThis.requestIdleCallback ?? setTimeout)(run);
}

/** Cheap to call again. */
export const member = (): Promise<Member> => import('./member.ts').catch(unfetched);

/**
 * What a pointer is about to press, or a key. The styles too are best put on early: once a thread is
 * long, the browser looks at each of its elements for them.
 */
export const fetchMember = ({ currentTarget }: Event): void => {
  const near = currentTarget as Node;
  member().then(
    ({ dress }) => dress(near),
    () => {},
  );
};

/** What a button does: where it was pressed is taken down before anything is waited for, which it shows. */
export const pressed =
  (what: 'compose' | 'menu' | 'signIn' | 'vote', placeOf: (event: Event) => Place) => async (event: Event) => {
    const place = placeOf(event);
    const { button, slot } = place;
    button.ariaBusy = 'true';
    slot.querySelector('.problem')?.remove();
    const done = () => {
      button.ariaBusy = null;
    };
    try {
      await (await member().finally(done))[what](place);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      slot.prepend(problemOf(place));
    }
  };

/** Said where the form would stand; the button stays, to be pressed again. */
function problemOf({ reading }: Place): HTMLElement {
  const said = document.createElement('p');
  said.className = 'problem';
  said.role = 'alert';
  said.setAttribute('part', 'problem');
  said.textContent = reading.language.words.unfetched;
  return said;
}
