// What is not sent yet, kept for as long as the tab is open: a session may end, a page be loaded again.
import { type Kept, kept } from '../kept.ts';
import type { Sending } from './outbox.ts';

interface Unsent {
  /** Whose decisions they are: nobody else sends them. */
  by: string;
  sendings: Sending[];
}

const fits = (value: unknown): value is Unsent => {
  const { by, sendings } = (value ?? {}) as Partial<Unsent>;
  return typeof by === 'string' && Array.isArray(sendings);
};

export const unsent: Kept<Unsent> = kept(() => sessionStorage, 'unsent', { by: '', sendings: [] }, fits);

export function restore(me: string): Sending[] {
  const { by, sendings } = unsent.get();
  return by === me ? sendings : [];
}
