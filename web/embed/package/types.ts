// What pages in TypeScript know of the elements. Declarations alone: the package has them as they are.

/** `<rejoinder-thread>`: the comments of an episode. Its attributes have the same names, with dashes. */
export interface RejoinderThread extends HTMLElement {
  /** The site's key. */
  site: string | null | undefined;
  /** The episode's key, or the address of one of its pages. */
  episode: string | null | undefined;
  /** Where the service is: `https://comments.example`. */
  service: string | null | undefined;
  /** `oldest`, `newest`, `top` or `moment`: how the thread is read at first. */
  sort: string | null | undefined;
  /** A selector of the page's player; else the first `<audio>` or `<video>` is taken. */
  player: string | null | undefined;
  /** For an episode that nobody has commented on: its title, and the address of its page. */
  episodeTitle: string | null | undefined;
  episodeUrl: string | null | undefined;
  /** The level of the thread's heading; 2 unless given. */
  headingLevel: number | null | undefined;
  /** A token that the page's own server has signed for who is signed in there; taken once. */
  siteToken: string | null | undefined;
}

/** `<rejoinder-count site episode service bare>`: how many comments an episode has, in words. */
export type RejoinderCount = HTMLElement;

/** A time in a comment was pressed. `preventDefault()` leaves playing to the page. */
export type RejoinderSeek = CustomEvent<{ seconds: number }>;

/** "Sign in" was pressed. `preventDefault()` opens no window: the page sets `siteToken` in its own time. */
export type RejoinderSignIn = Event & { readonly target: RejoinderThread };

interface CountAttributes {
  site: string;
  episode: string;
  service: string;
  lang?: string | undefined;
}

interface ThreadAttributes extends CountAttributes {
  theme?: 'light' | 'dark' | 'auto' | undefined;
  sort?: 'oldest' | 'newest' | 'top' | 'moment' | undefined;
  player?: string | undefined;
  live?: 'off' | undefined;
  'episode-title'?: string | undefined;
  'episode-url'?: string | undefined;
  'heading-level'?: number | string | undefined;
  'site-token'?: string | undefined;
}

/**
 * The tags with their attributes, for JSX: `interface IntrinsicElements extends RejoinderElements<…> {}`
 * in its namespace, where `…` is what the library lets every element have.
 */
export interface RejoinderElements<Common = object> {
  'rejoinder-thread': Common & ThreadAttributes;
  'rejoinder-count': Common & CountAttributes & { bare?: boolean | undefined };
}

declare global {
  interface HTMLElementTagNameMap {
    'rejoinder-thread': RejoinderThread;
    'rejoinder-count': RejoinderCount;
  }

  /** They bubble: elements, the document and the window hear them. */
  interface GlobalEventHandlersEventMap {
    'rejoinder-seek': RejoinderSeek;
    'rejoinder-sign-in': RejoinderSignIn;
  }
}
