// Why a comment is held or was turned down, to its author and to moderators.
import type { Comment } from '../model.ts';
import { type Spoken, speakMore } from '../parts/words.ts';
import type { Spot } from '../parts.ts';

/** As a sentence; empty where there is nothing to say. */
export function reasons({ holdReasons = [], rejectReason, status }: Comment, language: Spoken): string {
  const { words } = language;
  const held = status === 'PENDING' ? holdReasons.map((reason) => words[`hold_${reason}`]) : [];
  const all = rejectReason && status === 'REJECTED' ? [words[rejectReason]] : [...new Set(held)];
  if (all.length === 0) return '';
  const list = new Intl.ListFormat(language.code, { type: 'conjunction' }).format(all);
  return language.say(words.why, { reasons: list });
}

/** Says it in the comment, with what the moderator has told its author; or nothing, where there is nothing to say. */
export async function explain({ reading, branch, slot }: Spot): Promise<void> {
  const language = await speakMore(reading);
  const comment = branch?.comment;
  const note = comment?.authorNote ? language.say(language.words.note, { note: comment.authorNote }) : '';
  const lines = comment && !comment.tombstone ? [reasons(comment, language), note].filter(Boolean) : [];
  slot.replaceChildren(
    ...lines.map((line) => {
      const paragraph = document.createElement('p');
      paragraph.dir = 'auto';
      paragraph.textContent = line;
      return paragraph;
    }),
  );
}
