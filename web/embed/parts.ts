// What loads when it is wanted: each part is a module of its own, imported at first use. A part that
// is not in `MODULES` has no button either.
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

/** Writes a comment: at the top of the thread, or an answer to the comment of the place. */
export interface ComposerPart {
  /** Puts the form into the slot and the focus into the form. Called again, it only does the latter. */
  compose(place: Place): void;
  /** Puts a form with each draft that was left behind in the thread where it belongs. Takes no focus. */
  resume(reading: Reading, root: ParentNode): void;
}

export interface ActionsPart {
  /** Votes, or takes the vote back; asks to sign in first where nobody is. */
  vote(place: Place): Promise<void>;
  /** Opens the menu of what else the viewer may do: edit, delete, report, mute, copy the link. */
  menu(place: Place): void;
  /** Says why a comment is held or was turned down, to its author and to moderators. */
  explain(place: Omit<Place, 'button'>): void;
}

export interface SessionPart {
  /** Called at once when the click is handled: opens the sign-in window. Ends with `begin`, or says why not. */
  signIn(reading: Reading, near: HTMLElement): Promise<void>;
  /** Takes up the session of an earlier visit; called where the mark says that there was one (see `session-mark.ts`). */
  resume(connection: Connection): Promise<void>;
  /** Takes a token that the page's own server has signed for who is signed in there. */
  takeSiteToken(connection: Connection, token: string): Promise<void>;
  /** Draws who is signed in, with a menu, into the thread's bar. */
  account(place: Omit<Place, 'button'>): void;
}

export interface ModerationPart {
  /** Draws what a moderator may do with the thread, or with the comment of the place. */
  controls(place: Omit<Place, 'button'>): void;
}

export interface Parts {
  composer: ComposerPart;
  actions: ActionsPart;
  session: SessionPart;
  moderation: ModerationPart;
}

const MODULES: { readonly [Name in keyof Parts]?: () => Promise<Parts[Name]> } = {
  composer: () => import('./member.ts').then(({ composer }) => composer),
  actions: () => import('./member.ts').then(({ actions }) => actions),
  session: () => import('./member.ts').then(({ session }) => session),
  moderation: () => import('./moderation/moderation.ts').then(({ moderation }) => moderation),
};

/** Whether there is such a part, and so whether a button for it makes sense. */
export const has = (name: keyof Parts): boolean => name in MODULES;

/** Fetches a part. Cheap to call again, so it also serves to fetch what a pointer is about to press. */
export function part<Name extends keyof Parts>(name: Name): Promise<Parts[Name]> {
  const load = MODULES[name];
  return load ? load() : Promise.reject(new Error(`no part ${name}`));
}
