// Opens the forms for comments: where one is asked for, and where a draft was left behind.
import type { Place, Spot } from '../parts.ts';
import type { Reading } from '../reading.ts';
import { composerAt } from './composer.ts';
import { draftsOf } from './drafts.ts';

export async function compose(place: Place): Promise<void> {
  const there = await composerAt(place);
  there.button = place.button;
  there.focus('textarea');
}

/** Puts a form with each draft of the thread where it belongs. Takes no focus. */
export function resumeDrafts(reading: Reading, root: ParentNode): void {
  const top = root.querySelector<HTMLElement>('section > .slot');
  if (top) resume({ reading, branch: null, slot: top });
  for (const branch of reading.thread.branches.all) {
    const slot = branch.view?.querySelector<HTMLElement>(':scope > article > .slot');
    if (slot) resume({ reading, branch, slot });
  }
}

function resume(where: Spot): void {
  const { which } = where.reading.thread;
  if (which && draftsOf(which, where.branch?.id ?? null).read()) void composerAt(where);
}
