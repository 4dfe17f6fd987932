// What the desk remembers in this browser, where the browser lets it: how somebody likes to work, and,
// for as long as the tab is open, what is not sent yet.

export interface Kept<Value> {
  get(): Value;
  set(value: Value): void;
}

/** Under a name of the desk's; `otherwise` where nothing fitting is kept. */
export function kept<Value>(
  store: () => Storage,
  name: string,
  otherwise: Value,
  fits: (value: unknown) => value is Value,
): Kept<Value> {
  const key = `rejoinder-desk:${name}`;
  let here = otherwise;
  try {
    const found: unknown = JSON.parse(store().getItem(key) ?? 'null');
    if (fits(found)) here = found;
  } catch {
    // Kept by another version, or not to be read: as if nothing were.
  }
  return {
    get: () => here,
    set(value) {
      here = value;
      try {
        store().setItem(key, JSON.stringify(value));
      } catch {
        // Full, or forbidden: it holds until the page goes.
      }
    },
  };
}
