// What those who draw a queue are given: what there is, and what can be done. None of them asks for
// anything by themselves.
import { html, type TemplateResult } from 'lit';
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

/** "3 hours ago", with the whole time behind it. */
export function time(iso: string, language: Spoken): TemplateResult {
  const moment = new Date(iso);
  const said = language.relative(moment, Date.now());
  return html`<time datetime=${iso} title=${language.absolute(moment)}>${said}</time>`;
}

/** "28 Nov 2026". */
export function date(iso: string, language: Spoken): TemplateResult {
  const said = new Intl.DateTimeFormat(language.code, { dateStyle: 'medium' }).format(new Date(iso));
  return html`<time datetime=${iso}>${said}</time>`;
}

export const authorOf = (author: { displayName: string } | null, { words }: Spoken): string =>
  author?.displayName ?? words.unknownAuthor;
