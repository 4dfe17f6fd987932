// What is pasted into a page to have a thread there, and where the thread is served without script.

export interface Embedding {
  site: string;
  episode: string;
  /** Empty where the widget finds out by itself. */
  lang: string;
  theme: string;
  sort: string;
}

const quoted = (value: string): string =>
  `"${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"`;

export function snippet(service: string, embedding: Embedding): string {
  const { site, episode, ...more } = embedding;
  const attributes = Object.entries({ site, episode, ...more })
    .filter(([, value]) => value)
    .map(([name, value]) => ` ${name}=${quoted(value)}`);
  return [
    `<script type="module" src=${quoted(`${service}/embed.js`)}></script>`,
    `<rejoinder-thread${attributes.join('')}></rejoinder-thread>`,
  ].join('\n');
}

export function pageOf({ site, episode, lang, sort }: Embedding): string {
  const query = new URLSearchParams();
  if (sort) query.set('sort', sort);
  if (lang) query.set('lang', lang);
  const path = `/embed/${encodeURIComponent(site)}/${encodeURIComponent(episode)}`;
  return query.size > 0 ? `${path}?${query}` : path;
}
