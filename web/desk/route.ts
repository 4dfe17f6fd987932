// Where one is on the desk: what stands behind the `#` of the address, `pending/comment_…`.

export interface Route {
  /** Chooses the screen. */
  head: string;
  /** What the screen makes of it. */
  rest: string[];
}

export function route(hash: string): Route {
  const [head = '', ...rest] = hash.replace(/^#/, '').split('/').map(decoded);
  return { head, rest };
}

export function address({ head, rest }: Route): string {
  return `#${[head, ...rest].map(encodeURIComponent).join('/')}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
