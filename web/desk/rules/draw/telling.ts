// How the log's changes of rules are told.
import type { Telling } from '../../parts/past.ts';
import { canTakeBack, fieldOf } from '../fields.ts';
import type { View } from './view.ts';

/** What the log says of secrets. */
const OF_SECRETS: Record<string, 'secretThere' | 'none' | 'secretOther'> = {
  set: 'secretThere',
  none: 'none',
  another: 'secretOther',
};

export function telling(view: View): Telling {
  const { language } = view;
  const { words } = language;
  const told = (name: string, value: unknown): string => {
    const field = fieldOf(name);
    if (field?.kind === 'flag') return value ? words.yes : words.no;
    if (field?.kind === 'choice') return view.option(field.name, String(value));
    if (field?.kind === 'secret') return words[OF_SECRETS[String(value)] ?? 'none'];
    if (value === null) return words.none;
    if (typeof value !== 'number') return String(value);
    return language.count(name === 'editWindowSeconds' ? value / 60 : value);
  };
  const label = (name: string) => {
    const field = fieldOf(name);
    return field ? view.label(field.name) : null;
  };
  return {
    language,
    label,
    told,
    isWhole: () => false,
    takeBack: view.mayChange ? (past) => view.takeBack(past) : null,
    mayTakeBack: canTakeBack,
  };
}
