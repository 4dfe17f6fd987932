// The part that moderates in place.
import { type Spoken, speakMore } from '../parts/words.ts';
import type { Spot } from '../parts.ts';
import { CommentControls } from './comment.ts';
import { ThreadControls } from './thread.ts';

const there = new WeakMap<Element, CommentControls | ThreadControls>();

/** Draws the controls into the slot, or takes them away. */
export async function controls(where: Spot, isAllowed: boolean): Promise<void> {
  const language = await speakMore(where.reading);
  const known = there.get(where.slot) ?? make(where, language);
  known.where = where;
  known.language = language;
  if (isAllowed) return known.update();
  known.close();
  there.delete(where.slot);
}

function make(where: Spot, language: Spoken): CommentControls | ThreadControls {
  const made = where.branch ? new CommentControls(where, language) : new ThreadControls(where, language);
  there.set(where.slot, made);
  return made;
}
