// What those who draw threads are given: what there is, and what can be done.
import type { OwnWords } from '../../../own/words/en.ts';
import type {
  CommentOrder,
  CreateEpisodeInput,
  EpisodeFilterInput,
  UpdateEpisodeInput,
} from '../../../shared/generated.ts';
import type { Language } from '../../../shared/language.ts';
import type { Decision } from '../../queues/decisions.ts';
import type { DeskWords } from '../../words/en.ts';
import type { Acts, Done, Terms, Turn } from '../acts.ts';
import type { Episodes } from '../episodes.ts';
import type { Mark } from '../rights.ts';
import type { Thread } from '../thread.ts';
import type { ThreadWords } from '../words/en.ts';

export type Spoken = Language<OwnWords & DeskWords & ThreadWords>;

/** The one form that is open, and what it is about: the thread, or a comment. */
export interface Asked {
  what: Turn | 'adjust' | 'reject' | 'lockBranch';
  subject: string;
}

export interface ListView {
  language: Spoken;
  episodes: Episodes;
  search(filter: EpisodeFilterInput): void;
  leaveSearch(): void;
  beginCreating(): void;
  leaveCreating(): void;
  create(given: Omit<CreateEpisodeInput, 'site'>): void;
}

export interface View {
  /** The list from which somebody came. */
  listAddress: string;
  language: Spoken;
  thread: Thread;
  acts: Acts;
  /** Whether single keys act: then what they do is shown beside it. */
  hasKeys: boolean;
  /** The comment that keys act on. */
  current: string | null;
  asked: Asked | null;
  /** The comment of which is shown what else can be done with it. */
  opened: string | null;
  /** What is wrong with what was filled in. */
  complaint: string;
  ask(what: Asked['what'], subject: string): void;
  leaveAsking(): void;
  openMore(id: string): void;
  complain(complaint: string): void;
  decide(id: string, decision: Decision): void;
  mark(id: string, mark: Mark): void;
  lockBranch(id: string, terms: Terms): void;
  unlockBranch(id: string): void;
  turn(turn: Turn, terms: Terms): void;
  adjust(change: Omit<UpdateEpisodeInput, 'episodeId'>): void;
  undo(done?: Done): void;
  sortBy(order: CommentOrder): void;
  more(above: string | null): void;
  jump(id: string): void;
  /** A comment has the focus, or was pressed. */
  come(id: string): void;
}

export const isAsked = ({ asked }: View, what: Asked['what'], subject: string): boolean =>
  asked?.what === what && asked.subject === subject;
