// Why a comment is held or was turned down, to its author and to moderators.
import type { Comment } from '../model.ts';
import type { Spoken } from '../parts/words.ts';

/** As a sentence; empty where there is nothing to say. */
export function reasons({ holdReasons = [], rejectReason, status }: Comment, language: Spoken): string {
  const { words } = language;
  const held = status === 'PENDING' ? holdReasons.map((reason) => words[`hold_${reason}`]) : [];
  const all = rejectReason && status === 'REJECTED' ? [words[rejectReason]] : [...new Set(held)];
  if (all.length === 0) return '';
  const list = new Intl.ListFormat(language.code, { type: 'conjunction' }).format(all);
  return language.say(words.why, { reasons: list });
}
