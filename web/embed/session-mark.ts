// Whether it is worth asking for a session: a mark without a secret in the page's storage.

export const sessionMark = (service: string, site: string): string => `rejoinder-session:${service}:${site}`;

export function hasSession(service: string, site: string): boolean {
  try {
    return localStorage.getItem(sessionMark(service, site)) !== null;
  } catch {
    return false;
  }
}
