// What comes back over the wire, as GraphQL has it.
import { Refusal } from './refusal.ts';
import type { Answer } from './transport.ts';

/** Milliseconds: an answer that takes longer does not come. */
const PATIENCE = 20_000;

/** Whatever the status: the service's refusals say more in their body. */
export async function read(asked: Promise<Response>): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, PATIENCE);
  });
  try {
    return await Promise.race([answerOf(asked), late]);
  } catch (failure) {
    if (failure instanceof Refusal || (failure instanceof DOMException && failure.name === 'AbortError')) throw failure;
    throw new Refusal('the service could not be reached', { code: 'NETWORK' });
  } finally {
    clearTimeout(timer);
  }
}

async function answerOf(asked: Promise<Response>): Promise<Answer> {
  const response = await asked;
  return response.json().catch(() => {
    throw new Refusal('not an answer of the service', { code: 'MALFORMED' });
  });
}
