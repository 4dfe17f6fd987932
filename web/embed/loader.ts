// The one tag's script: sees what is on the page, and fetches only that. It asks for the first
// comments at once, side by side with the code that will draw them.
import { address } from '../shared/api/address.ts';
import { Thread } from '../shared/generated.ts';
import { languageOf } from './languages.ts';
import { isKept, sessionMark } from './marks.ts';
import { orderOf } from './orders.ts';
import { sorry } from './sorry.ts';
import type { Start } from './start.ts';
import type { Words } from './words/en.ts';

/** The hashes in the names of the built files, put in by the build. */
declare const HASHES: Record<string, string>;

const service = new URL(import.meta.url).origin;
/** Counted, since some browsers do not ask again for what they could not have. */
let tries = '';
const asset = (name: string) => {
  const file = `${service}/embed/assets/${name}-${HASHES[name]}.js${tries}`;
  return import(/* @vite-ignore */ file);
};

const start: Start = { service, early: new Map(), sorry, speak: (code) => asset(code) };

function look(): void {
  for (const kind of ['thread', 'count']) {
    const all = document.querySelectorAll(`rejoinder-${kind}:not(:defined)`);
    const [first] = all;
    if (!first || seen.has(kind)) continue;
    seen.add(kind);
    const words = asset(languageOf(first)).then((module) => module.default);
    words.catch(() => {});
    if (kind === 'thread') for (const thread of all) askEarly(thread);
    asset(kind).then(
      (module) => module.start(start),
      () => fail(kind, all, words),
    );
  }
  if (seen.size === 2) observer.disconnect();
}

/** In words that may have come all the same. Numbers stay what the page says, and come once the line is back. */
async function fail(kind: string, all: Iterable<Element>, words: Promise<Words>): Promise<void> {
  const again = () => {
    tries += '?';
    seen.delete(kind);
    look();
  };
  addEventListener('online', again, { once: true });
  if (kind === 'count') return;
  const { unreachable, retry } = await words.catch(() => ({}) as Partial<Words>);
  for (const thread of all) sorry(thread, again, unreachable, retry);
}

/** Of another service its own address would have to be made out first: such threads ask for themselves. */
function askEarly(thread: Element): void {
  const of = (name: string) => thread.getAttribute(name);
  const [site, key] = [of('site'), of('episode')];
  if (!site || !key || of('service') || isKept(sessionMark(service, site))) return;
  const url = address(service, Thread, { site, key, orderBy: orderOf(of('sort')) });
  const answer = fetch(url, { referrerPolicy: 'no-referrer' });
  answer.catch(() => {});
  start.early?.set(url, answer);
}

const seen = new Set<string>();
const observer = new MutationObserver(look);
observer.observe(document, { subtree: true, childList: true });
look();
