// Entries of the log as they are fetched, and what is taken back of them. Draws nothing: whoever draws
// reads it, and is told when to.
import { Refusal } from '../../shared/api/refusal.ts';
import type { Transport } from '../../shared/api/transport.ts';
import { DeskLog, DeskTakeBack, type LogFilterInput } from '../../shared/generated.ts';
import { Paged } from '../parts/paged.ts';
import { type Entry, fold, type Item, leading } from './fold.ts';
import { type Me, mayTakeBack } from './standing.ts';

export interface Listener {
  transport: Transport;
  /** The key of the site. */
  site: string;
  me: Me;
  changed(): void;
  explain(refusal: Refusal): string;
  /** Something was taken back; these comments stay as they are. */
  undone(item: Item, left: readonly string[]): void;
}

/** How many pages are read on for an act of many parts: it has a thousand at most. */
const PAGES = 21;

export class Entries {
  readonly list: Paged<Entry>;
  readonly #listener: Listener;
  readonly #problems = new Map<string, string>();
  readonly #busy = new Set<string>();
  #filter: LogFilterInput | null = null;
  #folded: { of: readonly Entry[]; items: Item[] } = { of: [], items: [] };

  constructor(listener: Listener) {
    this.#listener = listener;
    this.list = new Paged<Entry>({
      fetch: (after) => this.#fetch(after),
      explain: (refusal) => listener.explain(refusal),
      changed: () => listener.changed(),
    });
  }

  get items(): Item[] {
    const { nodes } = this.list;
    if (this.#folded.of !== nodes) this.#folded = { of: nodes, items: fold(nodes) };
    return this.#folded.items;
  }

  problem({ id }: Item): string {
    return this.#problems.get(id) ?? '';
  }

  isBusy({ id }: Item): boolean {
    return this.#busy.has(id);
  }

  find(id: string): Entry | undefined {
    return this.list.nodes.find((entry) => entry.id === id);
  }

  mayTakeBack(item: Item): boolean {
    return mayTakeBack(item, this.#listener.me, this.list.nodes);
  }

  /** Other entries; what was shown of others goes. */
  async open(filter: LogFilterInput | null): Promise<void> {
    this.#filter = filter;
    this.#problems.clear();
    this.list.nodes = [];
    await this.list.again();
  }

  /** As they are now. */
  async again(): Promise<void> {
    await this.list.again();
  }

  /** Until there is something to see: parts of one act are a single item. */
  async more(): Promise<void> {
    const before = this.items.length;
    for (let pages = 0; pages < PAGES && this.list.hasMore && !this.list.problem; pages += 1) {
      await this.list.more();
      if (this.items.length > before) return;
    }
  }

  async takeBack(item: Item): Promise<void> {
    if (this.#busy.has(item.id)) return;
    this.#busy.add(item.id);
    this.#problems.delete(item.id);
    this.#listener.changed();
    try {
      const input = { logEntryId: item.id };
      const { undo } = await this.#listener.transport.run(DeskTakeBack, { input });
      this.#mark(item, undo.entry, undo.leftCommentIds);
      this.#listener.undone(item, undo.leftCommentIds);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.#problems.set(item.id, this.#listener.explain(refusal));
    } finally {
      this.#busy.delete(item.id);
      this.#listener.changed();
    }
  }

  /** The entry that took it back stands at the top, and what it is about is as it is now. */
  #mark(item: Item, entry: Entry, left: readonly string[]): void {
    const known = new Set([item.id, ...item.parts.map(({ id }) => id)]);
    const isLeft = (subject: Entry['subject']) => subject !== null && left.includes(subject.id);
    const marked = this.list.nodes.map((one) => {
      const subject = one.subject && one.subject.id === entry.subject?.id ? entry.subject : one.subject;
      const isBack = known.has(one.id) && one.undoneBy === null && !isLeft(one.subject);
      return { ...one, subject, undoneBy: isBack ? entry.id : one.undoneBy };
    });
    this.list.nodes = [...(this.#isShown(entry) ? [entry] : []), ...marked];
  }

  #isShown({ action, actor, subject }: Entry): boolean {
    const { actions, actorId, subjectId, until } = this.#filter ?? {};
    return (
      !until &&
      (!actions || actions.includes(action)) &&
      (!actorId || actorId === actor?.id) &&
      (!subjectId || subjectId === subject?.id)
    );
  }

  async #fetch(after: string | null) {
    const { transport, site: key } = this.#listener;
    const { site } = await transport.run(DeskLog, { site: key, after, filter: this.#filter });
    if (!site) throw new Refusal('no such site', { code: 'NOT_FOUND' });
    return site.log;
  }
}

/** The item that an entry is told in. */
export function itemOf(items: readonly Item[], id: string): Item | undefined {
  return items.find((item) => item.id === id || leading(item).id === id);
}
