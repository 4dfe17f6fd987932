// Not wanting to read somebody, and wanting to again.
import type { Document } from '../../shared/api/document.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import { MuteAuthor } from '../../shared/generated.ts';
import { follow } from '../links.ts';
import { sentence } from '../parts/refused.ts';
import { toast } from '../parts/toast.ts';
import type { Spoken } from '../parts/words.ts';
import type { Place } from '../parts.ts';
import { branchOf } from './place.ts';

type OfAuthor = Document<unknown, { input: { authorId: string } }>;

/** What is shown of the author becomes a tombstone in its place; nothing moves. */
export async function mute(place: Place, author: { id: string; displayName: string }, language: Spoken): Promise<void> {
  const { thread } = place.reading;
  if (!(await run(place, MuteAuthor, author.id, language))) return;
  for (const branch of thread.branches.all) {
    if (branch.comment.author?.id !== author.id || branch.comment.tombstone) continue;
    branch.comment = { ...branch.comment, tombstone: 'MUTED', bodyHtml: null };
    branch.changed();
  }
  await thread.focus(branchOf(place));
  toast(place.slot, language.say(language.words.mutedNow, { name: author.displayName }), language);
}

/** The words were not sent, so the thread is fetched anew. */
export async function retract(place: Place, document: OfAuthor, authorId: string, language: Spoken): Promise<void> {
  const { thread } = place.reading;
  if (!(await run(place, document, authorId, language))) return;
  await thread.renew();
  const branch = place.branch && (await follow(thread, place.branch.id));
  if (branch) await thread.focus(branch);
}

async function run({ reading, slot }: Place, document: OfAuthor, authorId: string, language: Spoken): Promise<boolean> {
  try {
    await reading.thread.connection.transport.run(document, { input: { authorId } });
    return true;
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    toast(slot, sentence(refusal, language), language);
    return false;
  }
}
