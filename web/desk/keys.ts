// Single keys that do something. They never act while somebody types, with a modifier, or where they
// have been switched off.
import { type Kept, kept } from './kept.ts';

export interface Key {
  /** As `KeyboardEvent.key` has them: `a`, `X` with the shift key, `ArrowDown`. */
  keys: readonly string[];
  /** What it does, in words: for the help. */
  says: string;
  /** Null where something else on the page listens to them. */
  run: (() => void) | null;
}

/** Whether single keys act at all. */
export const switched: Kept<boolean> = kept(
  () => localStorage,
  'keys',
  true,
  (value): value is boolean => typeof value === 'boolean',
);

const TYPED = 'input:not([type=checkbox]), textarea, select, form, [contenteditable]';

/** Gives what ends it. */
export function listen(keys: () => Key[]): () => void {
  const hear = (event: KeyboardEvent) => {
    if (!mayAct(event)) return;
    const pressed = name(event);
    const key = keys().find((one) => one.keys.includes(pressed));
    if (!key?.run) return;
    event.preventDefault();
    key.run();
  };
  document.addEventListener('keydown', hear);
  return () => document.removeEventListener('keydown', hear);
}

function mayAct(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (!switched.get()) return false;
  const target = event.target as Element;
  return !target.closest(TYPED) && !document.querySelector('dialog[open]');
}

/** On keyboards without Latin letters a letter is known by its place. */
export function name({ key, code, shiftKey }: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  const isForeign = key.length === 1 && key > '~';
  if (!letter || !isForeign) return key;
  return shiftKey ? letter : letter.toLowerCase();
}
