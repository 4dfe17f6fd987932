// Where on the page the reader is: what they look at stays there, whatever comes above it. Browsers do
// this by themselves, but for Safari, and not at what has the focus.

/** Pixels between two looks for a comment, from the top of the window. */
const STEP = 40;

/** Milliseconds: so long at most a finger keeps the page as it is, and how often it is looked whether it is gone. */
const PRESSED = 2_000;
const EACH = 50;

/** Called right before the page changes; gives what is called once it is drawn. What comes at the head is seen there by whoever looks. */
export function stay(host: Element, root: ShadowRoot, comesAtHead: boolean): () => void {
  const anchor = anchorIn(host, root, comesAtHead);
  const before = anchor?.getBoundingClientRect().top ?? 0;
  return () => {
    if (!anchor?.isConnected) return;
    const moved = anchor.getBoundingClientRect().top - before;
    if (Math.abs(moved) >= 1) scrollerOf(host).scrollBy({ top: moved, behavior: 'instant' });
  };
}

/** Gives what waits until nothing in there is being pressed: what moves then would be missed. */
export function unpressed(host: Element, signal: AbortSignal): () => Promise<void> {
  let since = Number.NEGATIVE_INFINITY;
  const end = () => {
    since = Number.NEGATIVE_INFINITY;
  };
  host.addEventListener('pointerdown', () => (since = performance.now()), { signal });
  for (const name of ['pointerup', 'pointercancel']) addEventListener(name, end, { signal, capture: true });
  return async () => {
    while (performance.now() < since + PRESSED) await new Promise((resolve) => setTimeout(resolve, EACH));
  };
}

/** What has the focus, where it is in sight; else the first comment in sight. */
function anchorIn(host: Element, root: ShadowRoot, comesAtHead: boolean): Element | null {
  const { activeElement } = root;
  if (activeElement && isInSight(activeElement)) return activeElement;
  const { top, left, width } = host.getBoundingClientRect();
  if (comesAtHead && top >= 0) return null;
  for (let y = Math.max(0, top); y < innerHeight; y += STEP) {
    const found = root.elementFromPoint(left + width / 2, y)?.closest('article, .notice');
    if (found && root.contains(found)) return found;
  }
  return null;
}

function isInSight(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

function scrollerOf(host: Element): Element {
  for (let at: Element | null = host; at; at = above(at)) {
    const { overflowY } = getComputedStyle(at);
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(overflowY) && at !== document.body) return at;
  }
  return document.scrollingElement ?? document.documentElement;
}

const above = (element: Element): Element | null =>
  element.assignedSlot ?? element.parentElement ?? ((element.getRootNode() as ShadowRoot).host as Element) ?? null;
