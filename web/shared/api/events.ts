// Answers that go on: server-sent events, as the protocol graphql-sse has them in distinct connections.
import { address } from './address.ts';
import type { Document } from './document.ts';
import { read } from './read.ts';
import { Refusal } from './refusal.ts';
import { type Answer, dataOf } from './transport.ts';

/** Milliseconds: the service sends a line each 15 seconds, so that one that sends none is gone. */
const SILENCE = 40_000;

/** What is told, until there is no more to come. Throws a `Refusal`, or the signal's reason. */
export function events<Data, Variables>(
  service: string,
  document: Document<Data, Variables>,
  variables: Variables,
  signal: AbortSignal,
  headers: Record<string, string> = {},
): AsyncGenerator<Data> {
  const ask = (body: unknown) => subscribe(`${service}/graphql`, signal, posting(body, headers));
  return told(document, variables, () => ask({ documentId: `sha256:${document}`, variables }), ask);
}

/** The same as nobody: by GET and without headers of ours, so that browsers ask no leave first. */
export function openEvents<Data, Variables>(
  service: string,
  document: Document<Data, Variables>,
  variables: Variables,
  signal: AbortSignal,
): AsyncGenerator<Data> {
  const ask = (body: unknown) => subscribe(`${service}/graphql`, signal, posting(body));
  return told(document, variables, () => subscribe(address(service, document, variables), signal), ask);
}

async function* told<Data, Variables>(
  document: Document<Data, Variables>,
  variables: Variables,
  begin: () => Promise<Response>,
  ask: (body: unknown) => Promise<Response>,
): AsyncGenerator<Data> {
  let response = await begin();
  if (!isStream(response)) {
    const answer = await read(Promise.resolve(response));
    // A service of another version than ours does not know the hash.
    if (answer.errors?.[0]?.extensions?.code !== 'PERSISTED_DOCUMENT_NOT_FOUND') return dataOf<Data>(answer);
    const { default: texts } = await import('./texts.ts');
    response = await ask({ query: texts[document], variables });
    if (!isStream(response)) return dataOf<Data>(await read(Promise.resolve(response)));
  }
  for await (const { name, data } of eventsOf(pieces(response))) {
    if (name === 'complete') return;
    if (name === 'next') yield dataOf<Data>(JSON.parse(data) as Answer);
  }
  throw lost();
}

export interface Event {
  name: string;
  data: string;
}

/** The events of a text that comes in pieces, wherever it is cut. Lines that mean nothing are left out. */
export async function* eventsOf(texts: AsyncIterable<string>): AsyncGenerator<Event> {
  let unread = '';
  for await (const text of texts) {
    unread += text;
    const parts = unread.split('\n\n');
    unread = parts.pop() ?? '';
    for (const part of parts) {
      const lines = part.split('\n');
      const of = (field: string) =>
        lines.filter((line) => line.startsWith(`${field}:`)).map((line) => line.slice(field.length + 1).trimStart());
      const [name] = of('event');
      if (name) yield { name, data: of('data').join('\n') };
    }
  }
}

const posting = (body: unknown, headers: Record<string, string> = {}) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

async function subscribe(url: string, signal: AbortSignal, how: { headers?: Record<string, string> } = {}) {
  try {
    const headers = { accept: 'text/event-stream', ...how.headers };
    return await fetch(url, { ...how, headers, signal, referrerPolicy: 'no-referrer' });
  } catch (failure) {
    throw orLost(failure, signal);
  }
}

const isStream = (response: Response) => response.headers.get('content-type')?.startsWith('text/event-stream') === true;

async function* pieces(response: Response): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw lost();
  try {
    for (;;) {
      const { done, value } = await withinPatience(reader.read());
      if (done) return;
      yield value;
    }
  } catch (failure) {
    throw orLost(failure);
  } finally {
    void reader.cancel().catch(() => {});
  }
}

async function withinPatience<Value>(awaited: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(lost()), SILENCE);
  });
  try {
    return await Promise.race([awaited, late]);
  } finally {
    clearTimeout(timer);
  }
}

const lost = () => new Refusal('the line was lost', { code: 'NETWORK' });

function orLost(failure: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted || failure instanceof Refusal) return failure;
  return failure instanceof DOMException && failure.name === 'AbortError' ? failure : lost();
}
