// The one tag's script: sees what is on the page, and fetches only that. It asks for the first
// comments at once, side by side with the code that will draw them.
import { address } from '../shared/api/address.ts';
import { Thread } from '../shared/generated.ts';
import { languageOf } from './languages.ts';
import { isKept, sessionMark } from './marks.ts';
import { orderOf } from './orders.ts';
import type { Start } from './start.ts';

/** The hashes in the names of the built files, put in by the build. */
declare const HASHES: Record<string, string>;

const service = new URL(import.meta.url).origin;
const asset = (name: string) => {
  const file = `${service}/embed/assets/${name}-${HASHES[name]}.js`;
  return import(/* @vite-ignore */ file);
};

const start: Start = { service, early: new Map(), speak: (code) => asset(code) };

function look(): void {
  for (const kind of ['thread', 'count']) {
    const all = document.querySelectorAll(`rejoinder-${kind}:not(:defined)`);
    const [first] = all;
    if (!first || seen.has(kind)) continue;
    seen.add(kind);
    asset(languageOf(first));
    if (kind === 'thread') for (const thread of all) askEarly(thread);
    asset(kind).then((module) => module.start(start));
  }
  if (seen.size === 2) observer.disconnect();
}

/** Of another service its own address would have to be made out first: such threads ask for themselves. */
function askEarly(thread: Element): void {
  const of = (name: string) => thread.getAttribute(name);
  const [site, key] = [of('site'), of('episode')];
  if (!site || !key || of('service') || isKept(sessionMark(service, site))) return;
  const url = address(service, Thread, { site, key, orderBy: orderOf(of('sort')) });
  const answer = fetch(url);
  answer.catch(() => {});
  start.early?.set(url, answer);
}

const seen = new Set<string>();
const observer = new MutationObserver(look);
observer.observe(document, { subtree: true, childList: true });
look();
