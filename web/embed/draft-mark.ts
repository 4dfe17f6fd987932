// Whether a draft was left behind in a thread: only then is the part fetched that would show it.

/** How the names of a thread's drafts begin in the page's storage. */
export const draftMark = (service: string, site: string, episode: string): string =>
  `rejoinder-draft:${JSON.stringify([service, site, episode])}:`;

export function hasDraft(service: string, site: string, episode: string): boolean {
  try {
    const mark = draftMark(service, site, episode);
    return Object.keys(localStorage).some((name) => name.startsWith(mark));
  } catch {
    return false;
  }
}
