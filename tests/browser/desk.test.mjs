// What moderators do on the desk. The demo has to be a fresh one, to answer as http://localhost, and to
// believe what a proxy on this machine says (REJOINDER_TRUSTED_PROXIES): each story comes from a
// network of its own, since few passwords are taken in a minute.
import './frames.mjs';
import { after } from 'node:test';
import { quit } from './harness.mjs';
import './stories/desk-pictures.mjs';
import './stories/desk-people-pictures.mjs';
import './stories/desk-threads-pictures.mjs';
import './stories/desk-settings-pictures.mjs';
import './stories/desk-overview-pictures.mjs';
import './stories/desk.mjs';
import './stories/desk-two.mjs';
import './stories/desk-live.mjs';
import './stories/desk-long.mjs';
import './stories/desk-access.mjs';
import './stories/desk-screens.mjs';
import './stories/desk-people.mjs';
import './stories/desk-log.mjs';
import './stories/desk-people-access.mjs';
import './stories/desk-threads.mjs';
import './stories/desk-threads-live.mjs';
import './stories/desk-threads-access.mjs';
import './stories/desk-rules.mjs';
import './stories/desk-rules-two.mjs';
import './stories/desk-settings.mjs';
import './stories/desk-members.mjs';
import './stories/desk-overview.mjs';
import './stories/desk-overview-access.mjs';
// The last: it adds to the threads.
import './stories/desk-import.mjs';

after(quit);
