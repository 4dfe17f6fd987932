// Whether somebody may be looking: only then anything is listened to.

/** `off` where the page wants no line; browsers that save data want none either. */
const isWanted = (host: Element): boolean =>
  host.getAttribute('live') !== 'off' &&
  !(navigator as Navigator & { connection?: { saveData?: boolean } }).connection?.saveData;

/** Tells each time when it may have turned, until the signal. In sight is also what one scroll brings there. */
export function attend(host: Element, signal: AbortSignal, turned: (isLooking: boolean) => void): void {
  let isNear = false;
  const tell = () => turned(isNear && document.visibilityState === 'visible' && isWanted(host));
  const near = new IntersectionObserver(
    (entries) => {
      isNear = entries.at(-1)?.isIntersecting ?? false;
      tell();
    },
    { rootMargin: '100% 0px' },
  );
  const attribute = new MutationObserver(tell);
  near.observe(host);
  attribute.observe(host, { attributeFilter: ['live'] });
  document.addEventListener('visibilitychange', tell, { signal });
  signal.addEventListener('abort', () => {
    near.disconnect();
    attribute.disconnect();
    turned(false);
  });
}
