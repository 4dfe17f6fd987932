// Draws what belongs to who is signed in, in the places that the thread and its comments leave for it.
import { explain } from './actions/why.ts';
import { resumeDrafts } from './composer/compose.ts';
import { draftMark, isKept } from './marks.ts';
import type { Branch } from './model.ts';
import type { Reading } from './reading.ts';

const resumed = new WeakMap<ParentNode, string>();

/** After each drawing of the thread: what is there already draws itself again. */
export function furnish(reading: Reading, root: ParentNode): void {
  const { connection, head, which } = reading.thread;
  const form = root.querySelector('section > .slot');
  if (!form || !which) return;
  const account = place(form, 'account', connection.viewer !== null);
  if (account) {
    void import('./account/account.ts').then(({ accountAt }) => accountAt({ reading, branch: null, slot: account }));
  }
  moderate(reading, null, form, head?.viewerCan?.moderate.allowed);
  if (resumed.get(root) === which.episode) return;
  resumed.set(root, which.episode);
  if (isKept(draftMark(which))) resumeDrafts(reading, root);
}

export function furnishComment(reading: Reading, branch: Branch, article: ParentNode): void {
  const { status = 'APPROVED', viewerCan, tombstone } = branch.comment;
  const [body, form] = [article.querySelector(':scope > .body'), article.querySelector(':scope > .slot')];
  if (!body || !form) return;
  const why = place(body, 'why', status !== 'APPROVED');
  if (why) void explain({ reading, branch, slot: why });
  moderate(reading, branch, form, viewerCan?.moderate.allowed && !tombstone);
}

/** Fetched for moderators alone; once there, it takes away itself what is not allowed any more. */
function moderate(reading: Reading, branch: Branch | null, before: Element, isAllowed = false): void {
  const slot = place(before, 'moderation', isAllowed);
  if (!slot) return;
  void import('./moderation/moderation.ts').then(({ controls }) => controls({ reading, branch, slot }, isAllowed));
}

/** The place of that name before an element; made where it is needed, and kept then. */
function place(before: Element, name: string, isNeeded: boolean): HTMLElement | null {
  const there = before.parentElement?.querySelector<HTMLElement>(`:scope > .${name}`);
  if (there || !isNeeded) return there ?? null;
  const made = document.createElement('div');
  made.className = name;
  made.setAttribute('part', name);
  before.before(made);
  return made;
}
