// Says each minute anew how long ago something was, for what is young enough to change.
import type { Language } from '../../shared/language.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

export function keepTime(root: ParentNode, speaks: () => Language<unknown>, signal: AbortSignal): void {
  const timer = setInterval(() => {
    const now = Date.now();
    for (const element of root.querySelectorAll('time')) {
      const moment = new Date(element.dateTime);
      if (now - moment.getTime() < DAY) element.textContent = speaks().relative(moment, now);
    }
  }, MINUTE);
  signal.addEventListener('abort', () => clearInterval(timer));
}
