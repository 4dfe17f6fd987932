// The part that moderates in place.
import { speakMore } from '../parts/words.ts';
import type { ModerationPart, Place } from '../parts.ts';
import { CommentControls } from './comment.ts';
import { ThreadControls } from './thread.ts';

type Where = Omit<Place, 'button'>;

const there = new WeakMap<Element, CommentControls | ThreadControls>();

export const moderation: ModerationPart = {
  async controls(where) {
    const known = there.get(where.slot) ?? (await make(where));
    known.where = where;
    const isAllowed = (where.branch?.comment ?? where.reading.thread.head)?.viewerCan?.moderate.allowed;
    if (isAllowed) return known.update();
    known.close();
    there.delete(where.slot);
  },
};

async function make(where: Where): Promise<CommentControls | ThreadControls> {
  const language = await speakMore(where.reading);
  const known = there.get(where.slot);
  if (known) return known;
  const made = where.branch ? new CommentControls(where, language) : new ThreadControls(where, language);
  there.set(where.slot, made);
  return made;
}
