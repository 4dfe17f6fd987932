// A mail as it may look: its words with made-up values, and of its HTML what mails keep.
import { policy } from '../../shared/html.ts';
import { filled, type Samples } from './mail-words.ts';

interface Speaking {
  code: string;
  direction: string;
}

const TAGS = /^(a|b|blockquote|br|div|em|h[123]|hr|i|li|ol|p|small|span|strong|u|ul|wbr)$/;
const LINKS = /^(https:|mailto:)/;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A page for a frame that runs nothing and loads nothing. Its links lead nowhere. */
export function pageOf(html: string, samples: Samples, { code, direction }: Speaking): string {
  const { link } = samples;
  const safe = Object.fromEntries(Object.entries(samples).map(([name, value]) => [name, escaped(value)]));
  const body = kept(filled(html, safe), link);
  const head = '<meta name="color-scheme" content="light dark">';
  const page = `<!doctype html><html lang="${code}" dir="${direction}"><head>${head}</head><body>${body}</body></html>`;
  return (policy?.createHTML(page) ?? page) as string;
}

const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^>"'])*/gi;

/**
 * Handlers and styles under other names. They would do nothing, and are taken out with all the rest once
 * this is parsed; but the browser would report each of them already while it parses.
 */
function silenced(html: string): string {
  const rename = (part: string) =>
    /^["']/.test(part) ? part : part.replaceAll(/(?<=[\s/]|^)(?=(?:on\w+|style)\s*=)/gi, 'x-');
  return html.replaceAll(TAG, (tag) => tag.replaceAll(/"[^"]*"|'[^']*'|[^"']+|["']/g, rename));
}

/** What mails keep: a link of their own, and others that are safe. */
function kept(html: string, own: string | undefined): string {
  const template = document.createElement('template');
  const calm = silenced(html);
  template.innerHTML = (policy?.createHTML(calm) ?? calm) as string;
  for (const element of template.content.querySelectorAll('script, style, template')) element.remove();
  for (const element of template.content.querySelectorAll('*')) {
    if (!TAGS.test(element.localName)) element.replaceWith(...element.childNodes);
    else for (const { name, value } of [...element.attributes]) keep(element, name, { value, own });
  }
  return template.innerHTML;
}

function keep(element: Element, name: string, { value, own }: { value: string; own: string | undefined }): void {
  if (name === 'dir' || name === 'lang') return;
  element.removeAttribute(name);
  const isLink = name === 'href' && element.localName === 'a';
  if (!isLink || !(value === own || LINKS.test(value))) return;
  element.setAttribute('href', '#');
  element.setAttribute('title', value);
}
