// What only the page's owner can mend, for whoever looks into the browser's console.
import type { Connection } from '../connection.ts';

type Site = Pick<Connection, 'service' | 'site'>;

export function unknownSite({ service, site }: Site): void {
  console.warn(
    `rejoinder: ${service} knows no site "${site}": give the attribute site the key that "rejoinder site create" was given.`,
  );
}

export function foreignOrigin({ site }: Site): void {
  console.warn(`rejoinder: nobody can write on this page: ${mend(site)}.`);
}

/** The browser does not tell why: the service may have refused the frame, or the page's own policy. */
export function noFrame({ service, site }: Site): void {
  console.warn(
    `rejoinder: nobody can sign in on this page: ${mend(site)}, and let the page's policy, where it has one, allow "frame-src ${service}".`,
  );
}

const mend = (site: string) =>
  `make ${location.origin} one of the origins of the site "${site}" ("rejoinder site update ${site} --origin …", which names all of them)`;
