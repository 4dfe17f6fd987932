// What those who draw people are given: who there is, and what can be done. None of them asks for
// anything by themselves.
import type { OwnWords } from '../../../own/words/en.ts';
import type { MemberFilterInput, MemberFragment } from '../../../shared/generated.ts';
import type { Language } from '../../../shared/language.ts';
import type { Telling } from '../../log/draw/entry.ts';
import type { Me } from '../../log/standing.ts';
import type { Paged } from '../../parts/paged.ts';
import type { Sending } from '../../parts/sending.ts';
import type { DeskWords } from '../../words/en.ts';
import type { Acts } from '../acts.ts';
import type { OnePerson } from '../person.ts';
import type { PeopleWords } from '../words/en.ts';

export type Spoken = Language<OwnWords & DeskWords & PeopleWords>;
export type Member = MemberFragment;

export interface View {
  language: Spoken;
  me: Me;
  siteName: string;
  list: Paged<Member>;
  filter: MemberFilterInput | null;
  /** Null where nobody is chosen. */
  one: OnePerson | null;
  sending: Sending;
  /** What was done to the one who is shown, as the log tells it. */
  history: Telling;
  filterBy(filter: MemberFilterInput | null): void;
  leaveSearch(): void;
  back(): void;
  acts: Acts;
}
