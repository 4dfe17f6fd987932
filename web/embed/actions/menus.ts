// What else may be done with a comment that is there.
import { UnmuteAuthor } from '../../shared/generated.ts';
import { hrefOf } from '../elements/header.ts';
import type { Branch } from '../model.ts';
import { toast } from '../parts/toast.ts';
import { type Spoken, speakMore } from '../parts/words.ts';
import type { Place } from '../parts.ts';
import { signIn } from '../session/sign-in.ts';
import { beginEdit } from './edit.ts';
import { type Item, openMenu } from './menu.ts';
import { mute, retract } from './mute.ts';
import { branchOf } from './place.ts';
import { beginRemove } from './remove.ts';
import { beginReport } from './report.ts';

export async function menu(place: Place): Promise<void> {
  const language = await speakMore(place.reading);
  openMenu(place.button, language.words.menu, itemsOf(place, language));
}

function itemsOf(place: Place, language: Spoken): Item[] {
  const branch = branchOf(place);
  const { words } = language;
  const { viewerCan, tombstone } = branch.comment;
  const items: Item[] = [];
  if (viewerCan?.edit.allowed) items.push({ label: words.edit, run: () => beginEdit(place, language) });
  if (viewerCan?.delete.allowed) items.push({ label: words.remove, run: () => beginRemove(place, language) });
  if (!tombstone) items.push(...reportItem(place, branch, language), ...muteItem(place, branch, language));
  if (tombstone === 'MUTED') items.push(...unmuteItem(place, branch, language));
  items.push({ label: words.copyLink, run: () => copy(place, branch, language) });
  return items;
}

function reportItem(place: Place, { comment }: Branch, language: Spoken): Item[] {
  const { words } = language;
  if (comment.viewerHasReported) return [{ label: words.reported, run: () => {} }];
  if (comment.viewerCan && !comment.viewerCan.report.allowed) return [];
  return [{ label: words.report, run: () => signed(place, () => beginReport(place, language)) }];
}

function muteItem(place: Place, { comment }: Branch, language: Spoken): Item[] {
  const { connection } = place.reading.thread;
  const { author } = comment;
  if (!author || !connection.viewer || author.id === connection.viewer.id) return [];
  const label = language.say(language.words.mute, { name: author.displayName });
  return [{ label, run: () => mute(place, author, language) }];
}

function unmuteItem(place: Place, { comment }: Branch, language: Spoken): Item[] {
  const { author } = comment;
  if (!author) return [];
  const label = language.say(language.words.unmuteName, { name: author.displayName });
  return [{ label, run: () => retract(place, UnmuteAuthor, author.id, language) }];
}

/** First signs in who is signed out; then there is another comment in its place, with what the viewer may do. */
async function signed({ reading, slot }: Place, action: () => void): Promise<void> {
  const { thread } = reading;
  if (thread.connection.viewer) return action();
  if (!(await signIn(reading, slot))) return;
  await thread.renewed;
  action();
}

async function copy({ slot }: Place, { id }: Branch, language: Spoken): Promise<void> {
  const href = hrefOf(id);
  try {
    await navigator.clipboard.writeText(href);
    toast(slot, language.words.copied, language);
  } catch {
    // Not everywhere may a page write there: then it is shown, to be copied by hand.
    toast(slot, href, language);
  }
}
