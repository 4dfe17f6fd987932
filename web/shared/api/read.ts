// What comes back over the wire, as GraphQL has it.
import { Refusal } from './refusal.ts';
import type { Answer } from './transport.ts';

/** Whatever the status: the service's refusals say more in their body. */
export async function read(asked: Promise<Response>): Promise<Answer> {
  const response = await asked.catch((failure: unknown) => {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    throw new Refusal('the service could not be reached', { code: 'NETWORK' });
  });
  return response.json().catch(() => {
    throw new Refusal('not an answer of the service', { code: 'MALFORMED' });
  });
}
