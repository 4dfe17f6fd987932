// The ways in which a session begins.
import type { Connection } from '../connection.ts';
import type { Place } from '../parts.ts';
import { frameOf } from './sessions.ts';
import { signIn as open } from './sign-in.ts';

export { takeSiteToken } from './site-token.ts';

/** The button goes once somebody is signed in: whoever pressed it is not left nowhere. */
export async function signIn({ reading, button }: Pick<Place, 'reading' | 'button'>): Promise<void> {
  const root = button.getRootNode() as ShadowRoot;
  const isIn = await open(reading, button);
  const isLeft = document.activeElement === document.body || root.activeElement !== null;
  if (isIn && isLeft) root.querySelector<HTMLElement>('.heading')?.focus({ preventScroll: true });
}

export const resume = (connection: Connection) => frameOf(connection).open();
