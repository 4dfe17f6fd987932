// Numbers of comments: whatever a page wants to know in one moment is asked in one request.
import { Direct } from '../../shared/api/direct.ts';
import type { Transport } from '../../shared/api/transport.ts';
import { Counts } from '../../shared/generated.ts';

/** As many as the service answers at once. */
const MOST = 100;

interface Asked {
  key: string;
  resolve(count: number): void;
  reject(failure: unknown): void;
}

export class Counter {
  readonly #transport: Transport;
  readonly #site: string;
  #waiting: Asked[] = [];

  constructor(transport: Transport, site: string) {
    this.#transport = transport;
    this.#site = site;
  }

  count(key: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, resolve, reject });
      if (this.#waiting.length === 1) queueMicrotask(() => this.#ask());
    });
  }

  #ask(): void {
    const asked = this.#waiting;
    this.#waiting = [];
    const keys = [...new Set(asked.map(({ key }) => key))];
    const all = (wanted: string) => asked.filter(({ key }) => key === wanted);
    for (let at = 0; at < keys.length; at += MOST) {
      const episodes = keys.slice(at, at + MOST);
      this.#transport.run(Counts, { site: this.#site, episodes }).then(
        ({ commentCounts }) => {
          for (const { key, count } of commentCounts) for (const one of all(key)) one.resolve(count);
        },
        (failure) => {
          for (const key of episodes) for (const one of all(key)) one.reject(failure);
        },
      );
    }
  }
}

const counters = new Map<string, Counter>();

export function counterOf(service: string, site: string): Counter {
  const name = `${service} ${site}`;
  let counter = counters.get(name);
  if (!counter) {
    counter = new Counter(new Direct(service), site);
    counters.set(name, counter);
  }
  return counter;
}
