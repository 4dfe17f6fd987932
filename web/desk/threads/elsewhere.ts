// What happens elsewhere to a thread while it is shown: comments that come, change and go. What somebody
// does at that moment goes before, and of what they read it is said that it is otherwise now.
import type { Heard } from '../live.ts';
import type { Acts } from './acts.ts';
import { type Fresh, type Head, headOf, type Thread } from './thread.ts';
import type { Placed } from './tree.ts';

export interface Watched {
  readonly thread: Thread;
  readonly acts: Acts;
  /** What somebody reads, or fills a form in about: comments, or the whole thread. */
  readonly held: ReadonlySet<string>;
}

/** Of more comments at once the thread is read again. */
const FEW = 10;

/** Tells whether it could be done: what is under way is waited for. */
export async function lookAgain(watched: Watched, heard: Heard): Promise<boolean> {
  const { thread } = watched;
  const { head: before } = thread;
  if (thread.isAtWork) return false;
  if (!before) return true;
  const isElsewhere = heard && ![...heard].some((id) => thread.tree.get(id));
  const head = headOf(await thread.askForHead());
  if (head && isElsewhere && areSame(head, before)) return true;
  if (heard && heard.size <= FEW) for (const id of heard) await lookAt(watched, id);
  else if (!(await readAgain(watched))) return false;
  // Of the state that somebody is about to change the service has to hear that they saw it.
  if (head && !watched.held.has(thread.id)) thread.know(head);
  thread.listener.changed();
  return true;
}

/** A comment that comes or goes is counted somewhere. */
const areSame = (one: Head, other: Head): boolean =>
  one.commentCount === other.commentCount && JSON.stringify(one.queueCounts) === JSON.stringify(other.queueCounts);

async function lookAt(watched: Watched, id: string): Promise<void> {
  const { thread, acts } = watched;
  const { tree } = thread;
  const fresh = await thread.fresh(id);
  if (fresh === undefined || acts.isBusy(id) || tree !== thread.tree) return;
  const before = tree.get(id);
  if (before && fresh) take(watched, before, fresh);
  else if (fresh) tree.add(fresh.ancestors.at(-1)?.id ?? null, fresh);
  else if (!watched.held.has(id)) tree.drop(id);
}

/**
 * What is on the page stays as far as it was read; what is gone leaves, unless somebody reads it. What was
 * led to or decided meanwhile is not in what came: then it is to be read once more.
 */
async function readAgain(watched: Watched): Promise<boolean> {
  const { thread, acts } = watched;
  const { tree } = thread;
  const { changes } = tree;
  const isAsItWas = () => tree === thread.tree && tree.changes === changes && !thread.isAtWork && !acts.isAtWork;
  const fresh = await thread.readAgain();
  if (!isAsItWas()) return false;
  const otherwise: [before: Placed, whole: Fresh][] = [];
  for (const id of watched.held) {
    const [before, now] = [tree.get(id), fresh.get(id)];
    if (before && !now) return true;
    if (!before || !now || isSame(before, now)) continue;
    const whole = await thread.fresh(id);
    if (whole) otherwise.push([before, whole]);
  }
  if (!isAsItWas()) return false;
  for (const [before, whole] of otherwise) take(watched, before, whole);
  thread.tree = fresh;
  return true;
}

function take({ thread, acts, held }: Watched, before: Placed, now: Fresh): void {
  const isHeld = held.has(now.id);
  // What is typed about a comment that its author has deleted is not lost for that.
  if (isHeld && now.status === 'DELETED') return;
  thread.tree.put(now);
  if (isHeld && !isSame(before, now)) acts.findOtherwise(before, now);
}

const isSame = (one: Placed, other: Placed): boolean =>
  one.revisionId === other.revisionId && one.decisionId === other.decisionId;
