// Asks as nobody: by GET and without headers of ours, so that browsers ask no leave first and a
// cache in between may answer. Knows no session.
import { address } from './address.ts';
import type { Document } from './document.ts';
import { read } from './read.ts';
import { dataOf, type Transport } from './transport.ts';

/** Answers that were asked for before this code had arrived, by their address; each is used once. */
export type Early = Map<string, Promise<Response>>;

export class Direct implements Transport {
  readonly #service: string;
  readonly #early: Early | undefined;

  constructor(service: string, early?: Early) {
    this.#service = service;
    this.#early = early;
  }

  async run<Data, Variables>(document: Document<Data, Variables>, variables: Variables, signal?: AbortSignal) {
    const url = address(this.#service, document, variables);
    const early = this.#early?.get(url);
    this.#early?.delete(url);
    const answer = await read(early ?? fetch(url, { signal: signal ?? null, referrerPolicy: 'no-referrer' }));
    if (answer.errors?.[0]?.extensions?.code !== 'PERSISTED_DOCUMENT_NOT_FOUND') return dataOf<Data>(answer);
    // A service of another version than ours: it does not know the hash.
    const { inFull } = await import('./posting.ts');
    return inFull(this.#service, document, variables, signal);
  }
}
