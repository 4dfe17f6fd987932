// Taking back from the log, wherever entries are shown: many comments at once are asked back for.
import { place } from '../../own/place.ts';
import type { Refusal } from '../../shared/api/refusal.ts';
import type { DeskPage } from '../page.ts';
import { Entries } from './entries.ts';
import { type Item, leading } from './fold.ts';
import type { Logging } from './speech.ts';

export const takeBack = { entries, ask };

function entries(desk: DeskPage, language: Logging, changed: () => void, undone: () => void = () => {}): Entries {
  const { author, role } = desk.viewer;
  return new Entries({
    transport: desk.transport,
    site: place.site,
    me: { id: author.id, role },
    changed,
    explain: (refusal) => explain(desk, language, refusal),
    undone: (_, left) => {
      const stays = left.length > 0 ? ` ${language.plural(language.words.someStay, left.length)}` : '';
      desk.tell(language.words.isTakenBack + stays);
      undone();
    },
  });
}

async function ask(desk: DeskPage, { words }: Logging, from: Entries, item: Item): Promise<void> {
  const isMany = item.parts.length > 1 || leading(item).action === 'REJECT_ALL_BY';
  if (isMany && !(await desk.confirm(words.undoAll, words.undoAllYes))) return;
  await from.takeBack(item);
}

function explain(desk: DeskPage, { words }: Logging, refusal: Refusal): string {
  if (refusal.reason === 'SUPERSEDED') return words.SUPERSEDED;
  return refusal.reason === 'NOT_UNDOABLE' ? words.NOT_UNDOABLE : desk.explain(refusal);
}
