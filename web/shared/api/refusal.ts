// What the service, or the way to it, refused.
import type { ErrorCode } from '../generated.ts';

/** `NETWORK`: no answer came; `MALFORMED`: an answer that is none of the service's. */
export type RefusalCode = ErrorCode | 'NETWORK' | 'MALFORMED';

export interface Extensions {
  code: RefusalCode;
  reason?: string;
  field?: string;
  /** Seconds until trying again may help. */
  retryAfter?: number;
}

export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly reason: string | undefined;
  readonly field: string | undefined;
  readonly retryAfter: number | undefined;

  constructor(message: string, { code, reason, field, retryAfter }: Extensions) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.field = field;
    this.retryAfter = retryAfter;
  }
}
