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
    const answer = await post(this.#service, { documentId: `sha256:${document}`, variables }, signal);
    if (answer.errors?.[0]?.extensions?.code !== 'PERSISTED_DOCUMENT_NOT_FOUND') return dataOf<Data>(answer);
    return inFull(this.#service, document, variables, signal);
  }
}

/** With its whole text: for a service of another version than ours, which does not know the hash. */
export async function inFull<Data, Variables>(
  service: string,
  document: Document<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
) {
  const { default: texts } = await import('./texts.ts');
  return dataOf<Data>(await post(service, { query: texts[document], variables }, signal));
}

function post(service: string, body: unknown, signal?: AbortSignal) {
  return read(
    fetch(`${service}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: signal ?? null,
    }),
  );
}
