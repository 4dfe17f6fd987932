// Asks by POST: for what writes, and for what no cache should answer or log keep. As nobody, unless a
// page of our own names the header by which its cookie counts.
import type { Document } from './document.ts';
import { read } from './read.ts';
import { dataOf, type Transport } from './transport.ts';

export class Posting implements Transport {
  readonly #service: string;
  readonly #headers: Record<string, string>;

  constructor(service: string, headers: Record<string, string> = {}) {
    this.#service = service;
    this.#headers = headers;
  }

  async run<Data, Variables>(document: Document<Data, Variables>, variables: Variables, signal?: AbortSignal) {
    const answer = await post(this.#service, { documentId: `sha256:${document}`, variables }, signal, this.#headers);
    if (answer.errors?.[0]?.extensions?.code !== 'PERSISTED_DOCUMENT_NOT_FOUND') return dataOf<Data>(answer);
    return inFull(this.#service, document, variables, signal, this.#headers);
  }
}

/** With its whole text: for a service of another version than ours, which does not know the hash. */
export async function inFull<Data, Variables>(
  service: string,
  document: Document<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
  headers: Record<string, string> = {},
) {
  const { default: texts } = await import('./texts.ts');
  return dataOf<Data>(await post(service, { query: texts[document], variables }, signal, headers));
}

function post(service: string, body: unknown, signal: AbortSignal | undefined, headers: Record<string, string>) {
  return read(
    fetch(`${service}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: signal ?? null,
      referrerPolicy: 'no-referrer',
    }),
  );
}
