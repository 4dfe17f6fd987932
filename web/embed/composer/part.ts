// The part that writes comments.
import type { ComposerPart, Place } from '../parts.ts';
import type { Reading } from '../reading.ts';
import { composerAt } from './composer.ts';
import { draftsOf } from './drafts.ts';

export const composer: ComposerPart = {
  async compose(place) {
    const there = await composerAt(place);
    there.button = place.button;
    there.focus('textarea');
  },
  resume(reading, root) {
    const top = root.querySelector<HTMLElement>('section > .slot');
    if (top) resume({ reading, branch: null, slot: top });
    for (const branch of reading.thread.branches.all) {
      const slot = branch.view?.querySelector<HTMLElement>(':scope > article > .slot');
      if (slot) resume({ reading, branch, slot });
    }
  },
};

function resume(where: Omit<Place, 'button'> & { reading: Reading }): void {
  const { which, connection } = where.reading.thread;
  const drafts = draftsOf(connection.service, connection.site, which?.episode ?? '', where.branch?.id ?? null);
  if (drafts.read()) void composerAt(where);
}
