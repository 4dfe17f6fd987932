// Asks through the session frame, in the name of who is signed in there.
import type { Document } from '../../shared/api/document.ts';
import type { Transport } from '../../shared/api/transport.ts';
import type { Frame } from './frame.ts';

export class SessionTransport implements Transport {
  readonly #frame: Frame;

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  async run<Data, Variables>(document: Document<Data, Variables>, variables: Variables, signal?: AbortSignal) {
    signal?.throwIfAborted();
    // What is undefined would not be told apart from what is not there by the service, and is by ports.
    const plain = JSON.parse(JSON.stringify(variables));
    const data = await this.#frame.wish({ wish: 'ask', document, variables: plain });
    signal?.throwIfAborted();
    return data as Data;
  }
}
