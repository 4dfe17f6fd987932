// The words as the package has them: each language is fetched when an element speaks it.
import type { Speak } from '../languages.ts';

export const speak: Speak = (code) => import(`../words/${code}.ts`);

/** On a server there are no elements, and so nothing to define. */
export const isPage = typeof customElements !== 'undefined';
