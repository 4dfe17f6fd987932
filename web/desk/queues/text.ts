// A comment's text as nodes: what it was held for is marked, and links say where they lead.
import { parse } from '../../shared/html.ts';
import { places } from './marks.ts';

/** What is drawn of a comment's text; patterns are marked where they are known. */
export interface Written {
  bodyHtml: string | null;
  wordMatches?: readonly { pattern: string }[];
}

const drawn = new WeakMap<Written, HTMLElement>();

/** Made once for each comment, so that drawing it again changes nothing. */
export function textOf(card: Written): HTMLElement {
  const known = drawn.get(card);
  if (known) return known;
  const body = document.createElement('div');
  body.className = 'body';
  body.dir = 'auto';
  body.append(parse(card.bodyHtml ?? ''));
  for (const link of body.querySelectorAll('a')) tellTarget(link);
  mark(
    body,
    (card.wordMatches ?? []).map(({ pattern }) => pattern),
  );
  drawn.set(card, body);
  return body;
}

/** What a text says in a line. */
export function plain(sanitised: string): string {
  const fragment = parse(sanitised);
  const blocks = [...fragment.children].map(({ textContent }) => textContent?.trim() ?? '');
  return blocks.filter(Boolean).join(' ').replace(/\s+/g, ' ');
}

/** A link that is called otherwise than it leads says where that is. */
function tellTarget(link: HTMLAnchorElement): void {
  const { href, textContent } = link;
  if (!href || href.replace(/\/$/, '').endsWith(textContent?.trim().replace(/\/$/, '') ?? '')) return;
  const target = document.createElement('span');
  target.className = 'target';
  target.dir = 'ltr';
  target.textContent = ` (${href})`;
  link.append(target);
}

function mark(body: HTMLElement, patterns: readonly string[]): void {
  if (patterns.length === 0) return;
  const { texts, said } = read(body);
  // From the end, so that what is cut stands behind what is still to be.
  for (const { from, to } of places(said, patterns).reverse()) {
    for (const { node, at } of [...texts].reverse()) {
      const begin = Math.max(from - at, 0);
      const end = Math.min(to - at, node.length);
      if (begin >= end) continue;
      const range = document.createRange();
      range.setStart(node, begin);
      range.setEnd(node, end);
      range.surroundContents(document.createElement('mark'));
    }
  }
}

/** Its texts, and what they say together: between blocks there is a gap. */
function read(body: HTMLElement): { texts: { node: Text; at: number }[]; said: string } {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const texts: { node: Text; at: number }[] = [];
  let said = '';
  let before: Element | null = null;
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    const block = node.parentElement?.closest('p, li, blockquote, pre, div') ?? null;
    if (before && block !== before) said += '\n';
    before = block;
    texts.push({ node, at: said.length });
    said += node.data;
  }
  return { texts, said };
}
