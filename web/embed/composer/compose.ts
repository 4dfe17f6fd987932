// Opens the forms for comments: where one is asked for, and where a draft was left behind.
import type { Place, Spot } from '../parts.ts';
import type { Reading } from '../reading.ts';
import { composerAt } from './composer.ts';
import { draftsOf, placesOf } from './drafts.ts';

export async function compose(place: Place): Promise<void> {
  const there = await composerAt(place);
  there.button = place.button;
  there.focus('textarea');
}

/** Where drafts were looked for, and for which thread: a form that was closed there stays closed. */
const resumed = new WeakMap<Element, unknown>();

/** Puts a form with each draft of the thread where it belongs, once it is there. Takes no focus. */
export function resumeDrafts(reading: Reading, root: ParentNode): void {
  const { which, branches } = reading.thread;
  if (!which) return;
  for (const answered of placesOf(which)) {
    const branch = branches.find(answered) ?? null;
    const at = answered ? branch?.view?.querySelector('article') : root.querySelector('section');
    const slot = at?.querySelector<HTMLElement>(':scope > .slot');
    if (slot) resume({ reading, branch, slot });
  }
}

function resume(where: Spot): void {
  const { which, opened } = where.reading.thread;
  if (resumed.get(where.slot) === opened) return;
  resumed.set(where.slot, opened);
  if (which && draftsOf(which, where.branch?.id ?? null).read()) void composerAt(where);
}
