// One member, and what is done about them. Draws nothing.

import { place } from '../../own/place.ts';
import type { Document } from '../../shared/api/document.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import {
  DeskAddNote,
  DeskEraseMember,
  DeskPerson,
  DeskRejectAllBy,
  DeskRemoveNote,
  DeskSetRole,
  DeskSetStanding,
  DeskTakeBack,
  DeskToReject,
  type EraseMemberInput,
  type PersonFragment,
  type RejectAllByInput,
  type Role,
  type SetStandingInput,
} from '../../shared/generated.ts';
import type { DeskPage } from '../page.ts';

export type Person = PersonFragment;

/** What was done last, as long as it can be undone here. */
export interface Lately {
  said: string;
  entry: string;
}

export class OnePerson {
  readonly id: string;
  readonly #desk: DeskPage;
  readonly #changed: (person: Person) => void;
  /** Undefined until it is known, null where there is nobody. */
  who: Person | null | undefined;
  problem = '';
  lately: Lately | null = null;

  constructor(desk: DeskPage, id: string, changed: (person: Person) => void) {
    this.#desk = desk;
    this.id = id;
    this.#changed = changed;
  }

  async load(): Promise<void> {
    this.problem = '';
    try {
      await this.#look();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      // An address may name anything.
      if (refusal.code === 'NOT_FOUND') this.who = null;
      else this.problem = this.#desk.explain(refusal);
    }
    this.#desk.update();
  }

  async setStanding(input: Omit<SetStandingInput, 'authorId'>): Promise<string> {
    const which = { authorId: this.id, seenStanding: this.who?.standing ?? null };
    try {
      const { setStanding } = await this.#run(DeskSetStanding, { input: { ...which, ...input } });
      this.#put(setStanding.author);
      return setStanding.logEntryId;
    } catch (refusal) {
      // They are shown as they stand now, beside why nothing was done.
      if (refusal instanceof Refusal && refusal.reason === 'CHANGED') await this.load();
      throw refusal;
    }
  }

  async setRole(role: Role): Promise<void> {
    const { setRole } = await this.#run(DeskSetRole, { input: { authorId: this.id, role } });
    this.#put(setRole.author);
  }

  async addNote(text: string): Promise<void> {
    await this.#run(DeskAddNote, { input: { authorId: this.id, text } });
    await this.#look();
  }

  async removeNote(noteId: string): Promise<void> {
    const { removeMemberNote } = await this.#run(DeskRemoveNote, { input: { noteId } });
    this.#put(removeMemberNote.author);
  }

  /** How many comments that would be. */
  async countToReject(since: string): Promise<number> {
    const filter = { authorId: this.id, since };
    const { site } = await this.#desk.transport.run(DeskToReject, { site: place.site, filter });
    return (site?.held.totalCount ?? 0) + (site?.shown.totalCount ?? 0);
  }

  async rejectAll(input: Omit<RejectAllByInput, 'authorId'>) {
    const { rejectAllBy } = await this.#run(DeskRejectAllBy, { input: { authorId: this.id, ...input } });
    await this.#look();
    return rejectAllBy;
  }

  async erase(comments: EraseMemberInput['comments']): Promise<void> {
    await this.#run(DeskEraseMember, { input: { authorId: this.id, comments } });
  }

  /** Gives how many comments stay as they are. */
  async undo(logEntryId: string): Promise<number> {
    const { undo } = await this.#run(DeskTakeBack, { input: { logEntryId } });
    await this.#look();
    return undo.leftCommentIds.length;
  }

  /** Some of it wants a fresh proof of who does it. */
  #run<Data, Variables>(document: Document<Data, Variables>, variables: Variables): Promise<Data> {
    return this.#desk.proved(() => this.#desk.transport.run(document, variables));
  }

  async #look(): Promise<void> {
    const { node } = await this.#desk.transport.run(DeskPerson, { id: this.id });
    if (node && 'notes' in node) this.#put(node);
    else this.who = null;
  }

  #put(person: Person): void {
    this.who = person;
    this.#changed(person);
  }
}
