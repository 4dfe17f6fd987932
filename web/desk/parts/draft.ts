// What is changed in settings before it is saved: from what, whether it can be so, and what somebody
// else has changed meanwhile.

export type Kind = 'number' | 'text' | 'flag' | 'choice' | 'lines' | 'secret';

export interface Field {
  name: string;
  kind: Kind;
  /** Of a number; of lines, how many there may be. */
  least?: number;
  most?: number;
  /** May be empty. */
  isOptional?: boolean;
  /** Not only whole numbers. */
  isFine?: boolean;
  options?: readonly string[];
  /** What is wrong with a text, or with a line, by the name that the screen's words have for it. */
  check?: (text: string) => string | null;
}

/** A flag is `on` or empty; null takes a secret away. */
export type Value = string | null;
export type Values = Record<string, Value>;

export interface Fault {
  kind: string;
  /** From 1. */
  line?: number;
  least?: number;
  most?: number;
}

export class Draft {
  readonly fields: readonly Field[];
  #base: Values;
  readonly #mine = new Map<string, Value>();

  constructor(fields: readonly Field[], base: Values) {
    this.fields = fields;
    this.#base = base;
  }

  /** As it stands at the service. */
  base(name: string): Value {
    return this.#base[name] ?? '';
  }

  get(name: string): Value {
    const mine = this.#mine.get(name);
    return mine === undefined ? this.base(name) : mine;
  }

  set(name: string, value: Value): void {
    this.#mine.set(name, value);
  }

  isChanged(name: string): boolean {
    const field = this.fields.find((one) => one.name === name);
    return field !== undefined && this.#mine.has(name) && !isSame(field, this.get(name), this.base(name));
  }

  /** The names of what was changed, in the order of the fields. */
  get changed(): string[] {
    return this.fields.map(({ name }) => name).filter((name) => this.isChanged(name));
  }

  setBack(name: string): void {
    this.#mine.delete(name);
  }

  setAllBack(): void {
    this.#mine.clear();
  }

  /** Beside the names of the fields; those that are as they should be are left out. */
  get faults(): Record<string, Fault> {
    const found: Record<string, Fault> = {};
    for (const field of this.fields) {
      const fault = this.isChanged(field.name) ? faultOf(field, this.get(field.name)) : null;
      if (fault) found[field.name] = fault;
    }
    return found;
  }

  /** What was changed, without secrets: to be kept for a while. */
  get kept(): Values {
    const open = this.fields.filter(({ name, kind }) => kind !== 'secret' && this.isChanged(name));
    return Object.fromEntries(open.map(({ name }) => [name, this.get(name)]));
  }

  /** It stands otherwise now. Gives the names of what differs from before; what was changed here stays. */
  rebase(theirs: Values): string[] {
    const before = this.#base;
    const others = this.fields.filter((field) => !isSame(field, theirs[field.name] ?? '', before[field.name] ?? ''));
    for (const { name, kind } of others) {
      if (kind !== 'lines' || !this.#mine.has(name)) continue;
      this.#mine.set(name, merged(before[name] ?? '', this.get(name) ?? '', theirs[name] ?? ''));
    }
    this.#base = theirs;
    return others.map(({ name }) => name);
  }

  /** What was changed here is what stands now. */
  settle(saved: Values): void {
    this.#mine.clear();
    this.#base = saved;
  }
}

/** Without space around, and without empty lines. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** Digits of any script; null where nothing is typed, undefined where it is no number. */
export function numberOf(typed: string): number | null | undefined {
  const plain = typed
    .trim()
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/[,٫]/, '.');
  if (!plain) return null;
  return /^\d{1,9}(\.\d{1,6})?$/.test(plain) ? Number(plain) : undefined;
}

/** What was taken out of a list, and what was added. */
export function compared(before: string, after: string): { removed: string[]; added: string[] } {
  const [old, now] = [linesOf(before), linesOf(after)];
  return { removed: old.filter((line) => !now.includes(line)), added: now.filter((line) => !old.includes(line)) };
}

/** Both have changed a list: what either added is in it, what either took out is not. */
function merged(before: string, mine: string, theirs: string): string {
  const { removed, added } = compared(before, theirs);
  const kept = linesOf(mine).filter((line) => !removed.includes(line));
  return [...kept, ...added.filter((line) => !kept.includes(line))].join('\n');
}

function isSame({ kind }: Field, one: Value, other: Value): boolean {
  if (one === null || other === null) return one === other;
  if (kind === 'lines') return linesOf(one).join('\n') === linesOf(other).join('\n');
  if (kind !== 'number') return one.trim() === other.trim();
  const [first, second] = [numberOf(one), numberOf(other)];
  return first !== undefined && first === second;
}

export function faultOf(field: Field, value: Value): Fault | null {
  if (value === null || field.kind === 'flag' || field.kind === 'choice') return null;
  if (!value.trim() && field.kind !== 'secret') return field.isOptional ? null : { kind: 'missing' };
  if (field.kind === 'number') return faultOfNumber(field, numberOf(value));
  if (field.kind === 'lines') return faultOfLines(field, value);
  const kind = value ? field.check?.(value.trim()) : null;
  return kind ? { kind } : null;
}

function faultOfNumber({ least = 0, most = 0, isFine }: Field, number: number | null | undefined): Fault | null {
  const isWhole = isFine || Number.isInteger(number);
  const fits = typeof number === 'number' && isWhole && number >= least && number <= most;
  return fits ? null : { kind: 'number', least, most };
}

function faultOfLines({ most = 0, check }: Field, text: string): Fault | null {
  if (linesOf(text).length > most) return { kind: 'lines', most };
  for (const [at, line] of text.split('\n').entries()) {
    const kind = line.trim() ? check?.(line.trim()) : null;
    if (kind) return { kind, line: at + 1 };
  }
  return null;
}
