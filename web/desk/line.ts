// The line to the service, listened to: whether it is down, and whether the session still holds.
import type { Document } from '../shared/api/document.ts';
import { Refusal } from '../shared/api/refusal.ts';
import type { Transport } from '../shared/api/transport.ts';

export interface Listener {
  /** It went down, or came back. */
  turned(isDown: boolean): void;
  /** Nobody is signed in any more, or not in the role that they had. */
  ended(): void;
}

const ENDED = [
  'SIGNED_OUT',
  'SESSION_ENDED',
  'TOKEN_EXPIRED',
  'TOKEN_INVALID',
  'NOT_MODERATOR',
  'NOT_ADMIN',
  'SECOND_FACTOR_MISSING',
];

export class Line implements Transport {
  readonly #inner: Transport;
  readonly #listener: Listener;
  #isDown = false;

  constructor(inner: Transport, listener: Listener) {
    this.#inner = inner;
    this.#listener = listener;
  }

  get isDown(): boolean {
    return this.#isDown;
  }

  async run<Data, Variables>(document: Document<Data, Variables>, variables: Variables, signal?: AbortSignal) {
    try {
      const data = await this.#inner.run(document, variables, signal);
      this.#turn(false);
      return data;
    } catch (refusal) {
      if (refusal instanceof Refusal) {
        this.#turn(isCut(refusal));
        if (ENDED.includes(refusal.reason ?? '')) this.#listener.ended();
      }
      throw refusal;
    }
  }

  #turn(isDown: boolean): void {
    if (isDown === this.#isDown) return;
    this.#isDown = isDown;
    this.#listener.turned(isDown);
  }
}

/** No answer of the service's came. */
export const isCut = ({ code }: Refusal): boolean => code === 'NETWORK' || code === 'MALFORMED';
