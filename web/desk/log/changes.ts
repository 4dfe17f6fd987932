// What a change of settings was, as people read it: the log keeps it as JSON, before and after.
import { lasting } from '../parts/lasting.ts';
import { logged } from '../parts/logged.ts';
import type { LogEntry } from './sentences.ts';
import type { Logging } from './speech.ts';
import type { LogWords } from './words/en.ts';

type Value = unknown;
type Saying = (value: Value, language: Logging) => string;
type Setting = Extract<keyof LogWords, `set_${string}`> extends `set_${infer Name}` ? Name : never;

const yesOrNo: Saying = (value, { words }) => (value === true ? words.yes : words.no);
/** What people wrote has a direction of its own, also in the middle of a sentence. */
const isolated = (value: string) => `\u2068${value}\u2069`;
const text: Saying = (value, { words }) => (typeof value === 'string' && value !== '' ? isolated(value) : words.none);
const secret: Saying = (value, { words }) =>
  value === 'another' ? words.another : value === 'none' ? words.none : words.set;
const number =
  (otherwise: 'anyNumber' | 'off' | 'none'): Saying =>
  (value, language) =>
    typeof value === 'number' ? language.count(value) : language.words[otherwise];
const moment: Saying = (value, language) =>
  typeof value === 'string' ? language.absolute(new Date(value)) : language.words.none;
const days = (count: number, code: string): string =>
  new Intl.NumberFormat(code, { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(count);
const time: Saying = (value, language) => lasting(Number(value), language.code);

const SETTINGS: Record<Setting, Saying | 'list' | 'change'> = {
  minLength: number('none'),
  maxLength: number('none'),
  holdRepeats: yesOrNo,
  bannedWords: 'change',
  suspectWords: 'change',
  linksMax: number('anyNumber'),
  spamThreshold: number('off'),
  reportThreshold: number('off'),
  webhook: text,
  webhookSecret: secret,
  akismetKey: secret,
  name: text,
  origins: 'list',
  mode: (value, { words }) =>
    value === 'PRE' || value === 'NEWCOMERS' || value === 'POST' ? words[`mode_${value}`] : words.asSite,
  newcomerApprovals: number('none'),
  editWindowSeconds: time,
  nesting: number('none'),
  closeAfterDays: (value, language) => (typeof value === 'number' ? days(value, language.code) : language.words.never),
  episodesMustExist: yesOrNo,
  key: text,
  title: text,
  url: text,
  publishedAt: moment,
  vouched: yesOrNo,
  closesOn: moment,
  password: yesOrNo,
  mail: yesOrNo,
  guests: yesOrNo,
  proofOfWork: (value, { words }) => (value === 'EVERYBODY' ? words.work_EVERYBODY : words.work_SUSPECTS),
  secondFactorForStaff: yesOrNo,
  rolesFromSiteTokens: yesOrNo,
  clientId: text,
  clientSecret: secret,
  scopes: text,
};

/** A line for each setting that is another one; none where nothing can be read. */
export function changesOf({ action, from, to }: LogEntry, language: Logging): string[] {
  const [before, after] = [logged(from), logged(to)];
  if (!before || !after) return [];
  return Object.keys(after).flatMap((name) => line(name, before[name], after[name], language, action));
}

function line(name: string, from: Value, to: Value, language: Logging, action: string): string[] {
  const { words } = language;
  if (!isSetting(name)) return [words.unknownSetting];
  const what = words[`set_${name}`];
  const kind = SETTINGS[name];
  if (kind === 'change') return lists(what, to, from, language);
  if (kind === 'list') return lists(what, without(to, from), without(from, to), language);
  const say = (value: Value) =>
    // An episode without days of its own has the site's.
    name === 'closeAfterDays' && action === 'UPDATE_EPISODE' && value === null ? words.asSite : kind(value, language);
  return [language.say(words.changed, { what, from: say(from), to: say(to) })];
}

function lists(what: string, added: Value, removed: Value, language: Logging): string[] {
  const { words } = language;
  const said = (sentence: string, values: Value) =>
    Array.isArray(values) && values.length > 0
      ? [language.say(sentence, { what, list: listed(values.map(String), language) })]
      : [];
  return [...said(words.listAdded, added), ...said(words.listRemoved, removed)];
}

/** The service tells of a hundred, and how many more there are. */
function listed(values: string[], language: Logging): string {
  const said = values.map((value) => {
    const [, more] = /^… and (\d+) more$/.exec(value) ?? [];
    return more ? language.plural(language.words.andMore, Number(more)) : isolated(value);
  });
  return new Intl.ListFormat(language.code, { style: 'short', type: 'unit' }).format(said);
}

const without = (these: Value, others: Value): Value =>
  Array.isArray(these) && Array.isArray(others) ? these.filter((one) => !others.includes(one)) : [];

const isSetting = (name: string): name is Setting => Object.hasOwn(SETTINGS, name);
