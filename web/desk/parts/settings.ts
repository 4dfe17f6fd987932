// What screens with settings have in common: what they say of faults, and the log of what was changed.
import { place } from '../../own/place.ts';
import { DeskPast, type LogAction } from '../../shared/generated.ts';
import type { DeskPage } from '../page.ts';
import type { Fault } from './draft.ts';
import { Paged } from './paged.ts';
import type { Past } from './past.ts';
import type { Spoken } from './said.ts';

export function sayFault({ kind, line, least, most }: Fault, language: Spoken): string {
  const words: Record<string, unknown> = language.words;
  const sentence = kind === 'missing' ? language.words.missing : String(words[`fault_${kind}`]);
  const gaps = { line, least, most };
  const said = Object.entries(gaps).map(([name, number]) => [name, language.count(number ?? 0)]);
  return language.say(sentence, Object.fromEntries(said));
}

/** Few entries: who wants more asks for them. */
const PAST = 10;

export function askForPast(desk: DeskPage, actions: LogAction[]): Paged<Past> {
  return new Paged<Past>({
    fetch: async (after) => {
      const { site } = await desk.transport.run(DeskPast, { site: place.site, first: PAST, after, actions });
      return site?.log ?? { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
    },
    explain: (refusal) => desk.explain(refusal),
    changed: () => desk.update(),
  });
}
