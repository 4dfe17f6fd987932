// Asks as nobody, by POST: for what writes, and for what no cache should answer or log keep.
import { read } from './direct.ts';
import type { Document } from './document.ts';
import { dataOf, type Transport } from './transport.ts';

export class Posting implements Transport {
  readonly #service: string;

  constructor(service: string) {
    this.#service = service;
  }

  async run<Data, Variables>(document: Document<Data, Variables>, variables: Variables, signal?: AbortSignal) {
    const answer = await this.#post({ documentId: `sha256:${document}`, variables }, signal);
    if (answer.errors?.[0]?.extensions?.code !== 'PERSISTED_DOCUMENT_NOT_FOUND') return dataOf<Data>(answer);
    const { default: texts } = await import('./texts.ts');
    return dataOf<Data>(await this.#post({ query: texts[document], variables }, signal));
  }

  #post(body: unknown, signal?: AbortSignal) {
    return read(
      fetch(`${this.#service}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: signal ?? null,
      }),
    );
  }
}
