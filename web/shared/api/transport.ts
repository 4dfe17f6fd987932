// How documents reach the service. Whoever asks does not know whether somebody is signed in.
import type { Document } from './document.ts';
import { type Extensions, Refusal } from './refusal.ts';

export interface Transport {
  /** Runs a document. Rejects with a `Refusal`, or with the signal's reason. */
  run<Data, Variables>(document: Document<Data, Variables>, variables: Variables, signal?: AbortSignal): Promise<Data>;
}

/** The body of an answer, as GraphQL has it. */
export interface Answer {
  data?: unknown;
  errors?: { message: string; extensions?: Extensions }[];
}

/** What an answer gives; its first error is thrown, since no document of ours is of use in part. */
export function dataOf<Data>({ data, errors }: Answer): Data {
  const [error] = errors ?? [];
  if (error) throw new Refusal(error.message, error.extensions ?? { code: 'INTERNAL' });
  if (!data) throw new Refusal('no data', { code: 'MALFORMED' });
  return data as Data;
}
