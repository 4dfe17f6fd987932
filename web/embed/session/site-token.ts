// A site's own accounts: its page hands a token that its server has signed.
import type { Connection } from '../connection.ts';
import { frameOf } from './sessions.ts';

/** Asked of the page: `preventDefault()` says that it will set the element's `siteToken` itself. */
export class SignInEvent extends Event {
  constructor() {
    super('rejoinder-sign-in', { bubbles: true, composed: true, cancelable: true });
  }
}

/** A token that is not taken leaves things as they are: the console says why, since it is the page's fault. */
export async function takeSiteToken(connection: Connection, token: string): Promise<void> {
  try {
    await frameOf(connection).wish({ wish: 'takeSiteToken', token });
  } catch (refusal) {
    console.warn('rejoinder: the site token was not taken:', (refusal as Error).message);
  }
}
