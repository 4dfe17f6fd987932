// What the page's storage is looked at for while reading: whether something is worth fetching.

export interface Thread {
  service: string;
  site: string;
  episode: string;
}

/** That somebody has been signed in here: without a secret. */
export const sessionMark = (service: string, site: string): string => `rejoinder-session:${service}:${site}`;

/** What somebody has begun to write in a thread. */
export const draftMark = ({ service, site, episode }: Thread): string =>
  `rejoinder-draft:${service}:${site}:${episode}`;

export function isKept(name: string): boolean {
  try {
    return localStorage.getItem(name) !== null;
  } catch {
    return false;
  }
}
