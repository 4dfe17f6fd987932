// The widget in pages of other origins, in a real browser.
//
// `REJOINDER_URL` is where the demo answers, and browsers.mjs says in which browsers.
import { after } from 'node:test';
import { quit } from './widget.mjs';
import './stories/widget-reading.mjs';
import './stories/widget-page.mjs';
import './stories/widget-access.mjs';
import './stories/widget-around.mjs';
import './stories/widget-faces.mjs';
import './stories/widget-size.mjs';
import './stories/widget-long.mjs';
import './stories/widget-live.mjs';
import './stories/widget-pictures.mjs';

after(quit);
