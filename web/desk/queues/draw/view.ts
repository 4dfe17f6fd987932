// What those who draw a queue are given: what there is, and what can be done. None of them asks for
// anything by themselves.
import type { OwnWords } from '../../../own/words/en.ts';
import type { QueueFilterInput, QueueKind } from '../../../shared/generated.ts';
import type { Language } from '../../../shared/language.ts';
import type { DeskWords } from '../../words/en.ts';
import type { Decision } from '../decisions.ts';
import type { Details } from '../details.ts';
import type { Queues } from '../queues.ts';
import type { QueueWords } from '../words/en.ts';

export type Spoken = Language<OwnWords & DeskWords & QueueWords>;

export interface View {
  language: Spoken;
  queues: Queues;
  details: Details;
  /** Whether single keys act: then what they do is shown beside it. */
  hasKeys: boolean;
  /** The episode or author that the address narrows the queue to. */
  narrow: string | null;
  /** What the filter's fields narrow it to. */
  typed: QueueFilterInput | null;
  /** On a narrow page the list and the comment take turns. */
  isOpen: boolean;
  /** Whether a reason for rejecting is being chosen. */
  isRejecting: boolean;
  /** What is wrong with what was chosen. */
  complaint: string;
  decide(decision: Decision, subjects?: string[]): void;
  beginRejecting(): void;
  leaveRejecting(): void;
  leaveSearch(): void;
  unchoose(): void;
  undo(): void;
  read(id: string): void;
  backToList(): void;
  setAlone(isAlone: boolean): void;
  filterBy(filter: QueueFilterInput | null): void;
  update(): void;
}

export const KINDS: readonly QueueKind[] = ['PENDING', 'REPORTED', 'UNREVIEWED', 'SPAM', 'REJECTED', 'APPROVED'];

export function nameOf(kind: QueueKind, { words }: Spoken): string {
  const key = kind.toLowerCase() as Lowercase<QueueKind>;
  return key === 'spam' ? words.spamQueue : words[key];
}
