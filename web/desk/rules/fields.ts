// The rules as fields of a form: what each may be, how it comes from the service and goes back there.
import type {
  DryRunInput,
  RulesInput,
  SiteMode,
  SiteRulesFragment,
  SiteTermsFragment,
} from '../../shared/generated.ts';
import { type Draft, type Field, linesOf, numberOf, type Value, type Values } from '../parts/draft.ts';
import { changesOf, type Past } from '../parts/past.ts';

/** As the service has them. */
export interface Standing {
  rules: SiteRulesFragment;
  terms: Omit<SiteTermsFragment, '__typename'>;
}

export const MODES: readonly SiteMode[] = ['PRE', 'NEWCOMERS', 'POST'];

const PATTERNS = { kind: 'lines', most: 1_000, isOptional: true, check: faultOfPattern } as const;

const OF_RULES: readonly Field[] = [
  { name: 'linksMax', kind: 'number', least: 0, most: 1_000, isOptional: true },
  { name: 'holdRepeats', kind: 'flag' },
  { name: 'minLength', kind: 'number', least: 0, most: 10_000 },
  { name: 'maxLength', kind: 'number', least: 1, most: 10_000 },
  { name: 'bannedWords', ...PATTERNS },
  { name: 'suspectWords', ...PATTERNS },
  { name: 'spamThreshold', kind: 'number', least: 1, most: 100, isOptional: true },
  { name: 'reportThreshold', kind: 'number', least: 1, most: 1_000, isOptional: true },
  { name: 'akismetKey', kind: 'secret', check: (key) => (/^[a-z\d]{1,200}$/i.test(key) ? null : 'key') },
  { name: 'webhookUrl', kind: 'text', isOptional: true, check: (url) => (isAddress(url) ? null : 'url') },
  {
    name: 'webhookSecret',
    kind: 'secret',
    check: (secret) => (/^[\x20-\x7e]{32,200}$/.test(secret) ? null : 'secret'),
  },
];

const OF_SITE: readonly Field[] = [
  { name: 'mode', kind: 'choice', options: MODES },
  { name: 'newcomerApprovals', kind: 'number', least: 0, most: 1_000 },
  { name: 'nesting', kind: 'number', least: 1, most: 10 },
  { name: 'closeAfterDays', kind: 'number', least: 1, most: 36_500, isOptional: true },
  { name: 'editMinutes', kind: 'number', least: 0, most: 525_600, isFine: true },
  { name: 'episodesMustExist', kind: 'flag' },
];

export const FIELDS: readonly Field[] = [...OF_SITE, ...OF_RULES];

/** What the last comments can be tried on. */
export const TRIED: readonly string[] = [
  'mode',
  'newcomerApprovals',
  'linksMax',
  'holdRepeats',
  'minLength',
  'maxLength',
  'bannedWords',
  'suspectWords',
  'spamThreshold',
];

function isAddress(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url);
}

/** At least two letters or digits, of which one in a script without spaces counts two. */
const SPACELESS = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/gu;

export function faultOfPattern(line: string): 'long' | 'short' | 'stars' | null {
  if ([...line].length > 100) return 'long';
  const letters = line.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if (letters + (line.match(SPACELESS)?.length ?? 0) < 2) return 'short';
  const inner = line.replace(/^[*\s]+|[*\s]+$/g, '').match(/\*+/g)?.length ?? 0;
  return inner > 3 ? 'stars' : null;
}

export function valuesOf({ rules, terms }: Standing): Values {
  const number = (value: number | null) => (value === null ? '' : String(value));
  const flag = (value: boolean) => (value ? 'on' : '');
  return {
    mode: terms.mode,
    newcomerApprovals: number(terms.newcomerApprovals),
    nesting: number(terms.nesting),
    closeAfterDays: number(terms.closeAfterDays),
    editMinutes: String(Number((terms.editWindowSeconds / 60).toFixed(4))),
    episodesMustExist: flag(terms.episodesMustExist),
    linksMax: number(rules.linksMax),
    holdRepeats: flag(rules.holdRepeats),
    minLength: number(rules.minLength),
    maxLength: number(rules.maxLength),
    bannedWords: rules.bannedWords.join('\n'),
    suspectWords: rules.suspectWords.join('\n'),
    spamThreshold: number(rules.spamThreshold),
    reportThreshold: number(rules.reportThreshold),
    akismetKey: '',
    webhookUrl: rules.webhookUrl ?? '',
    webhookSecret: '',
  };
}

interface Input {
  webhookUrl?: unknown;
  webhookSecret?: unknown;
  editWindowSeconds?: unknown;
  mode?: unknown;
  newcomerApprovals?: unknown;
  rules?: unknown;
  [name: string]: unknown;
}

function inputOf(draft: Draft, fields: readonly Field[]): Input {
  const changed = fields.filter(({ name }) => draft.isChanged(name));
  return Object.fromEntries(changed.map((field) => [field.name, given(field, draft.get(field.name))]));
}

function given({ kind }: Field, value: Value): unknown {
  if (value === null) return null;
  switch (kind) {
    case 'number':
      return numberOf(value) ?? null;
    case 'flag':
      return value === 'on';
    case 'lines':
      return linesOf(value);
    default:
      return value.trim() || null;
  }
}

/** What is to change of the rules; null where nothing is. Without an address no secret is kept either. */
export function rulesOf(draft: Draft): RulesInput | null {
  const input = inputOf(draft, OF_RULES);
  if (input.webhookUrl === null) input.webhookSecret = null;
  return Object.keys(input).length > 0 ? (input as RulesInput) : null;
}

/** What is wrong with two fields together: a webhook is asked only with a secret. */
export function atOdds(
  draft: Draft,
  hasSecret: boolean,
): { name: string; says: 'secretNeeded' | 'lengthsCrossed' } | null {
  const [least, most] = ['minLength', 'maxLength'].map((name) => numberOf(draft.get(name) ?? ''));
  if (typeof least === 'number' && typeof most === 'number' && least > most)
    return { name: 'minLength', says: 'lengthsCrossed' };
  const secret = draft.get('webhookSecret');
  const isMissing = secret === null || (!secret && !hasSecret);
  return draft.get('webhookUrl') && isMissing ? { name: 'webhookSecret', says: 'secretNeeded' } : null;
}

export interface Terms {
  mode?: SiteMode;
  newcomerApprovals?: number;
  nesting?: number;
  closeAfterDays?: number | null;
  editWindowSeconds?: number;
  episodesMustExist?: boolean;
}

/** What is to change of the site; null where nothing is. */
export function termsOf(draft: Draft): Terms | null {
  const { editMinutes, ...input } = inputOf(draft, OF_SITE);
  if (typeof editMinutes === 'number') input.editWindowSeconds = Math.round(editMinutes * 60);
  return Object.keys(input).length > 0 ? (input as Terms) : null;
}

/** What is tried; null where none of what was changed can be. */
export function triedOf(draft: Draft): DryRunInput | null {
  const tried = FIELDS.filter(({ name }) => TRIED.includes(name));
  const { mode, newcomerApprovals, ...rules } = inputOf(draft, tried);
  const input: Input = {};
  if (mode !== undefined) input.mode = mode;
  if (newcomerApprovals !== undefined) input.newcomerApprovals = newcomerApprovals;
  if (Object.keys(rules).length > 0) input.rules = rules;
  return Object.keys(input).length > 0 ? (input as DryRunInput) : null;
}

/** As the log calls them. */
const LOGGED: Record<string, string> = { editWindowSeconds: 'editMinutes', webhook: 'webhookUrl' };

export const fieldOf = (logged: string): Field | undefined =>
  FIELDS.find(({ name }) => name === (LOGGED[logged] ?? logged));

/** What the log does not tell whole cannot be put back from it. */
const UNTOLD = ['webhook', 'akismetKey', 'webhookSecret'];
/** Of very long lists the log tells the beginning, and how many more. */
const CUT = /^… and \d+ more$/;

export function canTakeBack(past: Past): boolean {
  const isCut = (value: unknown) => Array.isArray(value) && CUT.test(String(value.at(-1)));
  const changes = changesOf(past).filter(({ name }) => fieldOf(name));
  return (
    changes.length > 0 && changes.every(({ name, from, to }) => !UNTOLD.includes(name) && !isCut(from) && !isCut(to))
  );
}

/** Puts into the form what was before: of lists, what was taken out comes back and what was added goes. */
export function takeBack(past: Past, draft: Draft): void {
  for (const { name, from, to } of changesOf(past)) {
    const field = fieldOf(name);
    if (field) draft.set(field.name, before(field, draft.get(field.name) ?? '', from, to));
  }
}

function before({ kind, name }: Field, now: string, from: unknown, to: unknown): string {
  if (kind === 'lines') {
    const [removed, added] = [from, to].map((lines) => (Array.isArray(lines) ? lines.map(String) : []));
    const kept = linesOf(now).filter((line) => !added?.includes(line));
    return [...kept, ...(removed ?? []).filter((line) => !kept.includes(line))].join('\n');
  }
  if (kind === 'flag') return from ? 'on' : '';
  if (name === 'editMinutes') return String(Number((Number(from) / 60).toFixed(4)));
  return from === null ? '' : String(from);
}
