// Settings by their names, as the log keeps them.

/** Null where there is none. */
export function logged(json: string | null): Record<string, unknown> | null {
  try {
    const found: unknown = JSON.parse(json ?? 'null');
    const isObject = typeof found === 'object' && found !== null && !Array.isArray(found);
    return isObject ? (found as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
