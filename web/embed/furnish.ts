// Draws what belongs to who is signed in, in the places that the thread and its comments leave for it.
import { explain } from './actions/why.ts';
import { resumeDrafts } from './composer/compose.ts';
import { draftMark, isKept } from './marks.ts';
import type { Branch } from './model.ts';
import { follow } from './parts/panel.ts';
import type { Reading } from './reading.ts';

/** After each drawing of the thread: what is there already draws itself again. */
export function furnish(reading: Reading, root: ParentNode): void {
  const { connection, head, which } = reading.thread;
  const heading = root.querySelector('section > .heading');
  const mayModerate = head?.viewerCan?.moderate.allowed ?? false;
  if (!heading || !which) return;
  follow(reading, root.querySelector('section > .slot'));
  // After the heading, which stays as long as the thread is shown.
  const account = place(heading, 'account', connection.viewer !== null, 'afterend');
  const moderation = place(account ?? heading, 'moderation', mayModerate, 'afterend');
  if (account) {
    void import('./account/account.ts').then(({ accountAt }) => accountAt({ reading, branch: null, slot: account }));
  }
  moderate(reading, null, moderation, mayModerate);
  if (isKept(draftMark(which))) resumeDrafts(reading, root);
}

export function furnishComment(reading: Reading, branch: Branch, article: ParentNode): void {
  const { status = 'APPROVED', viewerCan, tombstone } = branch.comment;
  const [body, form] = [article.querySelector(':scope > .body'), article.querySelector(':scope > .slot')];
  if (!body || !form) return;
  follow(reading, form);
  const why = place(body, 'why', status !== 'APPROVED', 'beforebegin');
  if (why) void explain({ reading, branch, slot: why });
  const mayModerate = viewerCan?.moderate.allowed === true && !tombstone;
  moderate(reading, branch, place(form, 'moderation', mayModerate, 'beforebegin'), mayModerate);
}

/** Fetched for moderators alone; once there, it takes away itself what is not allowed any more. */
function moderate(reading: Reading, branch: Branch | null, slot: HTMLElement | null, isAllowed: boolean): void {
  if (!slot) return;
  void import('./moderation/moderation.ts').then(({ controls }) => controls({ reading, branch, slot }, isAllowed));
}

/** The place of that name beside an element; made where it is needed, and kept then. */
function place(beside: Element, name: string, isNeeded: boolean, where: InsertPosition): HTMLElement | null {
  const there = beside.parentElement?.querySelector<HTMLElement>(`:scope > .${name}`);
  if (there || !isNeeded) return there ?? null;
  const made = document.createElement('div');
  made.className = name;
  made.setAttribute('part', name);
  beside.insertAdjacentElement(where, made);
  return made;
}
