// Bringing in a file: sent, tried, imported, and what came of those before. Where one stands the service
// tells, so that it goes on whoever looks.
import { place } from '../../own/place.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import {
  DeskCancelImport,
  DeskImportDetails,
  type DeskImportDetailsQuery,
  DeskImports,
  DeskPrepareImport,
  DeskStartImport,
  type ImportFormat,
  type ImportingFragment,
} from '../../shared/generated.ts';
import type { DeskPage } from '../page.ts';
import { Paged } from '../parts/paged.ts';
import { upload } from './upload.ts';

export type Import = ImportingFragment;
export type Details = NonNullable<NonNullable<DeskImportDetailsQuery['site']>['imports']['nodes'][number]['report']>;

export interface Options {
  /** Guessed where it is null. */
  format: ImportFormat | null;
  urlRules: string[];
  withSpam: boolean;
  withTrash: boolean;
  withUnpublished: boolean;
}

/** What is on its way from here. */
export interface Sending {
  file: File;
  sent: number;
  stop: AbortController;
}

export const LARGEST = 512 * 1024 * 1024;
const PAGE = 5;
const EACH = 1000;

export const isUnderWay = ({ state }: Import): boolean => state === 'WAITING' || state === 'RUNNING';
export const isUnfinished = (one: Import): boolean =>
  isUnderWay(one) || one.state === 'AWAITING_FILE' || one.state === 'READY';
/** Tried, and its file is there. */
export const isTried = ({ state, isDryRun, fileKeptUntil }: Import): boolean =>
  state === 'DONE' && isDryRun && fileKeptUntil !== null;

export class Imports {
  readonly #desk: DeskPage;
  /** One that was under way has come to its end. */
  readonly #ended: (one: Import) => void;
  readonly list: Paged<Import>;
  sending: Sending | null = null;
  /** Of the newest one; asked for when somebody wants to see them. */
  details: (Details & { of: string }) | null = null;
  problem = '';
  /** What is wrong with the rules for addresses. */
  fault = '';
  #timer: number | undefined;
  #isLeft = false;
  /** Its end is told. */
  #underWay: string | null = null;

  constructor(desk: DeskPage, ended: (one: Import) => void) {
    this.#desk = desk;
    this.#ended = ended;
    this.list = new Paged<Import>({
      fetch: (after) => this.#page(after, PAGE),
      explain: (refusal) => desk.explain(refusal),
      changed: () => desk.update(),
    });
  }

  get newest(): Import | null {
    return this.list.nodes[0] ?? null;
  }

  async load(): Promise<void> {
    await this.list.again();
    this.#watch();
  }

  /** Nobody looks any more. */
  leave(): void {
    this.#isLeft = true;
    clearTimeout(this.#timer);
    this.sending?.stop.abort();
  }

  /** Tells whether it has begun. */
  begin(file: File, options: Options, dryRun: boolean): Promise<boolean> {
    return this.#attempt(async () => {
      const { transport } = this.#desk;
      const input = { site: place.site, fileName: nameOf(file), ...options };
      const { prepareImport } = await this.#desk.proved(() => transport.run(DeskPrepareImport, { input }));
      await this.#send(prepareImport.uploadUrl, file);
      await this.#start(prepareImport.import.id, dryRun);
    });
  }

  /** What was sent or tried already. */
  start({ id }: Import, dryRun: boolean): Promise<boolean> {
    return this.#attempt(() => this.#start(id, dryRun));
  }

  /** The service first: else it would take what is broken off for a fault. */
  cancel(): Promise<boolean> {
    return this.#attempt(async () => {
      try {
        const [newest] = (await this.#page(null, 1)).nodes;
        if (!newest || !isUnfinished(newest)) return;
        await this.#desk.transport.run(DeskCancelImport, { input: { importId: newest.id } });
      } finally {
        this.sending?.stop.abort();
      }
    });
  }

  async loadDetails({ id }: Import): Promise<void> {
    if (this.details?.of === id) return;
    await this.#attempt(async () => {
      const { site } = await this.#desk.transport.run(DeskImportDetails, { site: place.site });
      const found = site?.imports.nodes[0];
      if (found?.id === id && found.report) this.details = { of: id, ...found.report };
    });
  }

  async #send(url: string, file: File): Promise<void> {
    const sending: Sending = { file, sent: 0, stop: new AbortController() };
    this.sending = sending;
    this.#desk.update();
    const sent = (bytes: number) => {
      sending.sent = bytes;
      this.#desk.update();
    };
    try {
      await upload(url, file, { sent, signal: sending.stop.signal });
    } catch (refusal) {
      // It was called off here: nothing is wrong.
      if (!sending.stop.signal.aborted) throw refusal;
    } finally {
      this.sending = null;
    }
    if (sending.stop.signal.aborted) throw new Refusal('called off', { code: 'NETWORK', reason: CALLED_OFF });
  }

  async #start(importId: string, dryRun: boolean): Promise<void> {
    const { transport } = this.#desk;
    await this.#desk.proved(() => transport.run(DeskStartImport, { input: { importId, dryRun } }));
    this.#underWay = importId;
    this.details = null;
  }

  async #attempt(action: () => Promise<void>): Promise<boolean> {
    this.problem = '';
    this.fault = '';
    let isDone = true;
    try {
      await action();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      isDone = false;
      const said = refusal.reason === CALLED_OFF ? '' : this.#desk.explain(refusal);
      this[refusal.field === 'urlRules' ? 'fault' : 'problem'] = said;
    }
    await this.load();
    return isDone;
  }

  #watch(): void {
    clearTimeout(this.#timer);
    const { newest } = this;
    if (!newest || this.#isLeft) return;
    if (isUnderWay(newest)) {
      this.#underWay = newest.id;
      this.#timer = window.setTimeout(() => void this.#look(newest), EACH);
    } else if (this.#underWay === newest.id) {
      this.#underWay = null;
      this.#ended(newest);
    }
  }

  async #look(before: Import): Promise<void> {
    try {
      const { nodes } = await this.#page(null, 1);
      const [now] = nodes;
      if (now?.id !== before.id) return await this.load();
      this.list.put(now);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
    }
    this.#desk.update();
    this.#watch();
  }

  async #page(after: string | null, first: number) {
    const { site } = await this.#desk.transport.run(DeskImports, { site: place.site, first, after });
    return site?.imports ?? { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
  }
}

const CALLED_OFF = 'CALLED_OFF';

/** At most as long as the service takes. */
const nameOf = ({ name }: File): string => [...name].slice(0, 200).join('');
