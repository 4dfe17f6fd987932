// What people do on the page of their own account. The demo has to answer as http://localhost:
// browsers keep passkeys for names alone; and MAILS names the folder of its mails. A process of its
// own, since few passwords are taken in a minute.
import { after } from 'node:test';
import { quit } from './harness.mjs';
import './stories/account.mjs';
import './stories/account-factor.mjs';
import './stories/account-access.mjs';

after(quit);
