// What people do with the widget on pages of another site. A process of its own, since it signs in
// accounts that the other stories do not know.
import { after } from 'node:test';
import { quit } from './harness.mjs';
import { quit as quitHosts } from './hosts.mjs';
import './stories/widget-session.mjs';
import './stories/widget-writing.mjs';
import './stories/widget-place.mjs';
import './stories/widget-moderation.mjs';
import './stories/widget-live-own.mjs';
import './stories/widget-forms.mjs';
import './stories/widget-ways.mjs';
import './stories/widget-storage.mjs';
import './stories/widget-keys.mjs';
import './stories/widget-slow.mjs';
import './stories/widget-trouble.mjs';
import './stories/widget-waiting.mjs';

after(async () => {
  await quitHosts();
  await quit();
});
