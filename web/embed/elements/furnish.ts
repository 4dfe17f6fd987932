// Lets the parts draw what belongs to who is signed in: fetched for them alone.
import { hasDraft } from '../draft-mark.ts';
import { part } from '../parts.ts';
import type { Reading } from '../reading.ts';

const resumed = new WeakMap<ParentNode, unknown>();

/** After each drawing of the thread: what is there already draws itself again. */
export function furnish(reading: Reading, root: ParentNode): void {
  const { thread } = reading;
  const slot = (name: string) => root.querySelector<HTMLElement>(`section > .${name}`);
  const [account, moderation] = [slot('account'), slot('moderation')];
  if (account && (thread.connection.viewer || account.childElementCount > 0)) {
    void part('session').then((session) => session.account({ reading, branch: null, slot: account }));
  }
  if (moderation && (thread.head?.viewerCan?.moderate.allowed || moderation.childElementCount > 0)) {
    void part('moderation').then((part) => part.controls({ reading, branch: null, slot: moderation }));
  }
  if (!thread.which || resumed.get(root) === thread.which.episode) return;
  resumed.set(root, thread.which.episode);
  const { service, site, episode } = thread.which;
  if (hasDraft(service, site, episode)) void part('composer').then((composer) => composer.resume(reading, root));
}
