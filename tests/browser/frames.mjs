// To be imported before anything that opens the browser. Chromium moves a sandboxed frame, such as the
// preview of a mail, to a process of its own while it loads; the driver then keeps two frames in its place
// at times, and asks the one that never answers.
import { FLAGS } from './browsers.mjs';

FLAGS.push('--disable-site-isolation-trials');
