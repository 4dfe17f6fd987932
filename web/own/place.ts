// Where a page of our own stands: what the service has said in its `body`.

const { site = '', name = '' } = document.body.dataset;

/** The site that the page is about. */
export const place = { site, name } as const;

/** Where one signs in, to come back to this very place. */
export function signInAddress(): string {
  const next = location.pathname + location.search + location.hash;
  return `/sign-in?${new URLSearchParams({ site: place.site, next, locale: document.documentElement.lang })}`;
}
