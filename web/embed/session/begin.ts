// The ways in which a session begins.
import type { Connection } from '../connection.ts';
import type { Place } from '../parts.ts';
import { frameOf } from './sessions.ts';
import { signIn as open } from './sign-in.ts';

export { takeSiteToken } from './site-token.ts';

export const signIn = ({ reading, button }: Pick<Place, 'reading' | 'button'>) => open(reading, button);

export const resume = (connection: Connection) => frameOf(connection).open();
