// Words of mails that were typed and are not saved, each with what stood when they were begun.
import type { MailKind } from '../../shared/generated.ts';
import type { Values } from '../parts/draft.ts';
import { FIELDS, type MailWords } from './mail-words.ts';

export interface Place {
  kind: MailKind;
  locale: string;
}

export interface Mine {
  words: MailWords;
  /** Since when what stood then was the site's own. */
  since: string | null;
}

const keyOf = ({ kind, locale }: Place): string => `${kind}/${locale}`;

export class MailDrafts {
  readonly #all = new Map<string, Mine>();

  get size(): number {
    return this.#all.size;
  }

  at(place: Place): Mine | undefined {
    return this.#all.get(keyOf(place));
  }

  /** What is as it stands is no draft. */
  write(place: Place, words: MailWords, standing: MailWords & { ownSince: string | null }): void {
    const isSame = FIELDS.every((field) => words[field] === standing[field]);
    const { since } = this.at(place) ?? { since: standing.ownSince };
    if (isSame) this.drop(place);
    else this.#all.set(keyOf(place), { words, since });
  }

  /** Somebody else's words stand there now, and that was told. */
  rebase(place: Place, since: string | null): void {
    const mine = this.at(place);
    if (mine) this.#all.set(keyOf(place), { ...mine, since });
  }

  drop(place: Place): void {
    this.#all.delete(keyOf(place));
  }

  clear(): void {
    this.#all.clear();
  }

  /** To be kept for a while. */
  get kept(): Values {
    const entries = [...this.#all].map(([key, mine]) => [key, JSON.stringify(mine)] as const);
    return Object.fromEntries(entries);
  }

  /** As it was kept. */
  set(key: string, value: string | null): void {
    const { words, since = null } = JSON.parse(value ?? '{}') as Partial<Mine>;
    if (words && FIELDS.every((field) => typeof words[field] === 'string')) this.#all.set(key, { words, since });
  }
}
