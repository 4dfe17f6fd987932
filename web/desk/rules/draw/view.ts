// What those who draw the rules are given: what there is, and what can be done.
import type { OwnWords } from '../../../own/words/en.ts';
import type { Language } from '../../../shared/language.ts';
import type { Drafting } from '../../parts/drafted.ts';
import type { Past } from '../../parts/past.ts';
import type { DeskWords } from '../../words/en.ts';
import type { Rules } from '../rules.ts';
import type { RuleWords } from '../words/en.ts';

export type Spoken = Language<OwnWords & DeskWords & RuleWords>;

export interface View extends Drafting {
  readonly language: Spoken;
  readonly model: Rules;
  /** A secret that was made here, to be copied. */
  made: string;
  /** Nothing of what was changed can be tried. */
  isUntried: boolean;
  /** Saving waits until what it would do has been looked at. */
  asksToSave: boolean;
  tryIt(): Promise<void>;
  /** Puts what was before a change into the form. */
  takeBack(past: Past): void;
  makeSecret(): void;
}
