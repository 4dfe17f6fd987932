// What readers and moderators do on the demo's pages and in the sign-in window, in a real browser. One
// process runs every story, so that each member signs in once: the service counts sign-ins.
//
// `REJOINDER_URL` is where the demo answers, and browsers.mjs says in which browsers.
import { after } from 'node:test';
import { quit } from './harness.mjs';
import './stories/pages.mjs';
import './stories/graphiql.mjs';
import './stories/cookie.mjs';
import './stories/window.mjs';
import './stories/ways.mjs';

after(quit);
