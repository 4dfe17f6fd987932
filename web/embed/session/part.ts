// The part that knows who is signed in.
import type { SessionPart } from '../parts.ts';
import { frameOf } from './sessions.ts';
import { signIn } from './sign-in.ts';
import { takeSiteToken } from './site-token.ts';

export const session: SessionPart = {
  async signIn(reading, near) {
    await signIn(reading, near);
  },
  async resume(connection) {
    await frameOf(connection).open();
  },
  takeSiteToken,
  async account(where) {
    const { accountAt } = await import('../account/account.ts');
    await accountAt(where);
  },
};
