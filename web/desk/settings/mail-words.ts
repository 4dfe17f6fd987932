// The words of a mail: which mails there are, what is filled in, and what the service would refuse, by field.
import type { MailKind } from '../../shared/generated.ts';

/** In the order in which one comes upon them. */
export const KINDS: readonly MailKind[] = [
  'CONFIRM_SIGN_UP',
  'ALREADY_SIGNED_UP',
  'SIGN_IN',
  'RESET_PASSWORD',
  'VERIFY_EMAIL',
  'LINK_IDENTITY',
  'CONFIRM_GUEST',
  'MEMBER_INVITED',
  'CONFIRM_NEW_EMAIL',
  'CONFIRM_OLD_EMAIL',
  'EMAIL_CHANGED',
  'PASSWORD_CHANGED',
  'SECOND_FACTOR_CHANGED',
  'ERASURE_PLANNED',
  'ERASURE_WAITS',
  'ACCOUNT_ERASED',
];

export const FIELDS = ['subject', 'text', 'html'] as const;
export type MailField = (typeof FIELDS)[number];
export type MailWords = Record<MailField, string>;

/** Made up, by the names that they are filled in for. */
export type Samples = Record<string, string>;

export interface Fault {
  kind: 'missing' | 'long' | 'large' | 'braces' | 'blocks' | 'unknown' | 'seen' | 'needed' | 'touched' | 'unlinked';
  /** In double braces, where it is about one. */
  name?: string;
}

const SUBJECT_MAX = 150;
/** Of all three together, in bytes. */
const MAX = 20_000;
/** What lets somebody in. */
const SECRETS = ['link', 'code'];
/** What ends an address, besides space. */
const DELIMITERS: Record<MailField, string> = { subject: '', text: '', html: '<>"\'' };
const BINDS = /[\w/\\@?=&%#{}~+$]/;
const LINKED = /<a\s[^>]*href\s*=\s*(["'])\{\{\s*link\s*\}\}\1/i;

/** As one writes it. */
export const written = (name: string): string => `{{ ${name} }}`;

/** Names that there are not stay as they stand. */
export function filled(text: string, samples: Samples): string {
  return text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) =>
    Object.hasOwn(samples, name) ? (samples[name] ?? whole) : whole,
  );
}

/** Those that text and HTML have to say. These two kinds tell what they have to without a link. */
export function needed(kind: MailKind, names: readonly string[]): string[] {
  if (kind === 'ERASURE_PLANNED' || kind === 'ERASURE_WAITS') return [];
  return names.filter((name) => SECRETS.includes(name));
}

export function faultsOf(
  words: MailWords,
  kind: MailKind,
  names: readonly string[],
): Partial<Record<MailField, Fault>> {
  const found: Partial<Record<MailField, Fault>> = {};
  for (const field of FIELDS) {
    const fault = faultOf(field, words[field], { kind, names });
    if (fault) found[field] = fault;
  }
  const size = new TextEncoder().encode(FIELDS.map((field) => words[field]).join('')).length;
  return size > MAX ? { html: { kind: 'large' }, ...found } : found;
}

interface Known {
  kind: MailKind;
  names: readonly string[];
}

function faultOf(field: MailField, text: string, { kind, names }: Known): Fault | null {
  if (!text.trim()) return { kind: 'missing' };
  if (field === 'subject' && [...text.trim()].length > SUBJECT_MAX) return { kind: 'long' };
  const said = read(text, names, DELIMITERS[field]);
  if ('kind' in said) return said;
  if (field === 'subject') {
    const seen = said.names.find((name) => SECRETS.includes(name));
    return seen ? { kind: 'seen', name: seen } : null;
  }
  const missing = needed(kind, names).find((name) => !said.names.includes(name));
  if (missing) return { kind: 'needed', name: missing };
  const isLinked = field === 'text' || !needed(kind, names).includes('link') || LINKED.test(text);
  return isLinked ? null : { kind: 'unlinked' };
}

/** The names in a text, or the first thing that is wrong with one. */
function read(text: string, names: readonly string[], delimiters: string): { names: string[] } | Fault {
  const found: string[] = [];
  for (const match of text.matchAll(/\{[%#]|\{\{(.*?)(\}\}|$)/gs)) {
    const [whole, inside = '', end] = match;
    if (!whole.startsWith('{{')) return { kind: 'blocks' };
    if (!end) return { kind: 'braces' };
    const name = inside.trim();
    if (!names.includes(name)) return { kind: 'unknown', name: name.slice(0, 40) };
    const around = [text.slice(0, match.index), text.slice(match.index + whole.length)] as const;
    if (SECRETS.includes(name) && isTouched(around, delimiters)) return { kind: 'touched', name };
    found.push(name);
  }
  return { names: found };
}

/** Whether what stands beside a name could make a part of an address of it. */
function isTouched([before, after]: readonly [string, string], delimiters: string): boolean {
  const ends = new RegExp(`[\\s${delimiters}]`);
  return BINDS.test(before.split(ends).at(-1) ?? '') || BINDS.test(after.split(ends)[0] ?? '');
}
