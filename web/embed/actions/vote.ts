// A vote is shown at once, and taken back where the service refuses it.
import { Refusal } from '../../shared/api/refusal.ts';
import { VoteComment } from '../../shared/generated.ts';
import type { Branch } from '../model.ts';
import { sentence } from '../parts/refused.ts';
import { toast } from '../parts/toast.ts';
import { speakMore } from '../parts/words.ts';
import type { Place } from '../parts.ts';
import { signIn } from '../session/sign-in.ts';
import { branchOf } from './place.ts';

const underWay = new WeakSet<Branch>();

export async function vote(place: Place): Promise<void> {
  const { reading, slot } = place;
  const { connection } = reading.thread;
  if (!connection.viewer) {
    if (await signIn(reading, slot)) await reading.thread.renewed;
    if (!connection.viewer || branchOf(place).comment.viewerHasVoted) return;
  }
  const branch = branchOf(place);
  if (underWay.has(branch)) return;
  underWay.add(branch);
  const { score, viewerHasVoted: had = false } = branch.comment;
  show(branch, score + (had ? -1 : 1), !had);
  try {
    const input = { commentId: branch.id, vote: had ? 'NONE' : 'UP' } as const;
    const { comment } = (await connection.transport.run(VoteComment, { input })).voteComment;
    show(branch, comment.score, comment.viewerHasVoted);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    show(branch, score, had);
    const language = await speakMore(reading);
    toast(slot, sentence(refusal, language), language);
  } finally {
    underWay.delete(branch);
  }
}

function show(branch: Branch, score: number, viewerHasVoted: boolean): void {
  branch.comment = { ...branch.comment, score, viewerHasVoted };
  branch.changed();
}
