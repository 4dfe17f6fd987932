// What the elements are told once, by the loader or by the package's entry.
import type { Early } from '../shared/api/direct.ts';
import type { Speak } from './languages.ts';
import type { sorry } from './sorry.ts';

export interface Start {
  /** Where elements without the attribute `service` ask; null where each has to say. */
  service: string | null;
  speak: Speak;
  early?: Early;
  sorry: typeof sorry;
}

export let started: Start | null = null;

export function begin(start: Start): void {
  started = start;
}

/** The service that an element asks: the one it names, or the one that the script came from. */
export function originOf(named: string | null): string | null {
  try {
    return named ? new URL(named).origin : (started?.service ?? null);
  } catch {
    return null;
  }
}
