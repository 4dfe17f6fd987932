// The episode as the page names it: title and address count where nobody has commented on it yet.
import type { EpisodeRefInput } from '../../shared/generated.ts';
import type { Reading } from '../reading.ts';

interface Named {
  episodeTitle?: string | null;
  episodeUrl?: string | null;
}

export function episodeOf(slot: Node, { thread }: Reading): EpisodeRefInput {
  const { which, connection, head } = thread;
  const ref = { site: connection.site, key: which?.episode ?? '' };
  if (head) return ref;
  const { host } = slot.getRootNode() as ShadowRoot;
  const { episodeTitle, episodeUrl } = host as Named;
  const url = new URL(episodeUrl ?? canonical(), document.baseURI).href;
  return { ...ref, title: episodeTitle ?? document.title, url };
}

/** What the page calls its own address, else the one it has, without what a visit adds to it. */
function canonical(): string {
  const link = document.querySelector<HTMLLinkElement>('link[rel=canonical]');
  return link?.href || location.origin + location.pathname;
}
