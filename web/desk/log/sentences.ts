// What an entry of the log says, in a sentence with gaps: one for each action, and more where an action
// says more than one thing.
import type { LogAction } from '../../shared/generated.ts';
import { logged } from '../parts/logged.ts';
import { address } from '../route.ts';
import type { Entry } from './fold.ts';
import type { Logging } from './speech.ts';
import type { LogWords } from './words/en.ts';

export type LogEntry = Omit<Entry, 'id' | 'undoes' | 'undoneBy' | 'batchId' | 'revisionId'>;

/** A name that leads somewhere, or no further where `to` is null. */
export interface Named {
  name: string;
  to: string | null;
}

export interface Told {
  sentence: string;
  gaps: Record<string, string | Named>;
}

type Teller = (entry: LogEntry, language: Logging) => Told;
type Sentences = { [Key in keyof LogWords as LogWords[Key] extends string ? Key : never]: string };
type Pair = { [Key in keyof Sentences]: `${Key}_gone` extends keyof Sentences ? Key : never }[keyof Sentences];

export function tell(entry: LogEntry, language: Logging): Told {
  return TELLERS[entry.action](entry, language);
}

/** As one would say it. */
export function inText({ sentence, gaps }: Told, language: Logging): string {
  const names = Object.entries(gaps).map(([gap, said]) => [gap, typeof said === 'string' ? said : said.name]);
  return language.say(sentence, Object.fromEntries(names));
}

const TELLERS: Record<LogAction, Teller> = {
  APPROVE_COMMENT: about('APPROVE_COMMENT'),
  REJECT_COMMENT: about('REJECT_COMMENT'),
  MARK_SPAM: about('MARK_SPAM'),
  RESTORE_COMMENT: about('RESTORE_COMMENT'),
  REJECT_ALL_BY: (entry, language) => {
    // Somebody has said: whenever they were written.
    const isEver = entry.subject && Date.parse(entry.from ?? '') === 0;
    return (isEver ? plainly('REJECT_ALL_BY_ever') : about('REJECT_ALL_BY'))(entry, language);
  },
  PIN_COMMENT: about('PIN_COMMENT'),
  UNPIN_COMMENT: about('UNPIN_COMMENT'),
  FEATURE_COMMENT: about('FEATURE_COMMENT'),
  UNFEATURE_COMMENT: about('UNFEATURE_COMMENT'),
  JUDGE_COMMENT: (entry, language) => about(JUDGED[entry.to ?? ''] ?? 'JUDGE_COMMENT')(entry, language),
  REMOVE_COMMENT: about('REMOVE_COMMENT'),
  EDIT_COMMENT: about('EDIT_COMMENT'),
  LOCK_THREAD: about('LOCK_THREAD'),
  CLOSE_THREAD: about('CLOSE_THREAD'),
  REOPEN_THREAD: about('REOPEN_THREAD'),
  LOCK_BRANCH: about('LOCK_BRANCH'),
  UNLOCK_BRANCH: about('UNLOCK_BRANCH'),
  CREATE_EPISODE: about('CREATE_EPISODE'),
  UPDATE_EPISODE: about('UPDATE_EPISODE'),
  GIVE_ROLE: about('GIVE_ROLE'),
  INVITE_MEMBER: plainly('INVITE_MEMBER'),
  WITHDRAW_INVITATION: plainly('WITHDRAW_INVITATION'),
  SET_STANDING: about('SET_STANDING'),
  UPDATE_SITE: plainly('UPDATE_SITE'),
  UPDATE_RULES: plainly('UPDATE_RULES'),
  UPDATE_WAYS_IN: plainly('UPDATE_WAYS_IN'),
  ADD_PROVIDER: plainly('ADD_PROVIDER'),
  UPDATE_PROVIDER: plainly('UPDATE_PROVIDER'),
  REMOVE_PROVIDER: plainly('REMOVE_PROVIDER'),
  ADD_SITE_KEY: plainly('ADD_SITE_KEY'),
  REMOVE_SITE_KEY: (entry, language) =>
    plainly(entry.to ? 'REMOVE_SITE_KEY_later' : 'REMOVE_SITE_KEY')(entry, language),
  UPDATE_MAIL_TEMPLATE: (entry, language) =>
    plainly(entry.to ? 'UPDATE_MAIL_TEMPLATE' : 'UPDATE_MAIL_TEMPLATE_removed')(entry, language),
  CONFIRM_GUEST: about('CONFIRM_GUEST'),
  ERASE_MEMBER: ({ actor, to, ...entry }, language) => {
    const key = to === 'DELETE' ? 'delete' : null;
    const self = key ? 'ERASE_MEMBER_self_delete' : 'ERASE_MEMBER_self';
    return plainly(actor ? (key ? 'ERASE_MEMBER_delete' : 'ERASE_MEMBER') : self)({ actor, to, ...entry }, language);
  },
  UNDO: (entry, language) => plainly(undone(entry))(entry, language),
  IMPORT_COMMENTS: ({ to }, language) => {
    const count = Number.parseInt(to ?? '', 10) || 0;
    const sentence = language.form(language.words.IMPORT_COMMENTS, count);
    return { sentence, gaps: { count: language.count(count) } };
  },
  EXPORT_SITE: (entry, language) => plainly(entry.to ? 'EXPORT_SITE_addresses' : 'EXPORT_SITE')(entry, language),
  CLAIM_AUTHOR: plainly('CLAIM_AUTHOR'),
};

const JUDGED: Record<string, Pair> = { REJECTED: 'JUDGE_rejected', APPROVED: 'JUDGE_released' };

function plainly(key: keyof Sentences): Teller {
  return (entry, language) => ({ sentence: language.words[key], gaps: gapsOf(entry, language) });
}

/** Of what is there no more, what it was cannot be told. */
function about(key: Pair): Teller {
  return (entry, language) => {
    const isGone = !entry.subject || ('status' in entry.subject && !entry.subject.author);
    return plainly(isGone ? `${key}_gone` : key)(entry, language);
  };
}

function undone({ subject, from, to }: LogEntry): keyof Sentences {
  if (!subject) return 'UNDO';
  if ('status' in subject) {
    if (!subject.author) return 'UNDO';
    return from === 'LOCKED' || to === 'LOCKED' ? 'UNDO_branch' : 'UNDO_comment';
  }
  if ('title' in subject) return 'UNDO_thread';
  if (!('role' in subject)) return 'UNDO';
  return to ? 'UNDO_standing' : 'UNDO_all';
}

function gapsOf(entry: LogEntry, language: Logging): Told['gaps'] {
  const { actor, action, from, to } = entry;
  const isSince = action === 'REJECT_ALL_BY' && from;
  const { expiresAt: end } = (action === 'REMOVE_SITE_KEY' && logged(to)) || {};
  const moment = isSince ? from : typeof end === 'string' ? end : null;
  return {
    name: actor ? person(actor) : language.words.theService,
    ...subjectOf(entry),
    from: state(from, language),
    to: state(to, language),
    role: offered(from ?? to, language),
    reason: reasons(entry, language),
    time: moment ? language.absolute(new Date(moment)) : '',
    ...(action === 'UPDATE_MAIL_TEMPLATE' ? mail(to ?? from ?? '', language) : { what: thing(from ?? to, language) }),
  };
}

function subjectOf({ subject }: LogEntry): Told['gaps'] {
  if (!subject) return {};
  if ('status' in subject) {
    const { author, episode } = subject;
    const thread = address({ head: 'threads', rest: [episode.id] });
    return { ...(author ? { author: person(author) } : {}), episode: { name: episode.title, to: thread } };
  }
  if ('title' in subject) {
    return { episode: { name: subject.title, to: address({ head: 'threads', rest: [subject.id] }) } };
  }
  return 'role' in subject ? { author: person(subject) } : {};
}

const person = ({ id, displayName }: { id: string; displayName: string }): Named => ({
  name: displayName,
  to: address({ head: 'people', rest: [id] }),
});

/** Why rules held it, or why a moderator rejected it. */
function reasons({ reason, action }: LogEntry, { words, code }: Logging): string {
  const all: Record<string, unknown> = words;
  const named = (reason ?? '').split(', ').map((one) => all[action === 'JUDGE_COMMENT' ? `hold_${one}` : one]);
  const known = named.filter((said): said is string => typeof said === 'string');
  return new Intl.ListFormat(code, { style: 'short', type: 'unit' }).format(known);
}

/** What opinions from outside have lifted, where the note tells that: it is the service's own, in English. */
export function lifted({ action, note }: LogEntry, language: Logging): string | null {
  const [, names] = (action === 'JUDGE_COMMENT' && /^Lifted: ([A-Z_, ]+)\.$/.exec(note ?? '')) || [];
  return names ? reasons({ action, reason: names } as LogEntry, language) : null;
}

/** A status, a state, a standing or a role. */
function state(value: string | null, { words }: Logging): string {
  const all: Record<string, unknown> = words;
  const said = [`status_${value}`, `state_${value}`, value ?? ''].map((key) => all[key]);
  return said.find((one): one is string => typeof one === 'string') ?? '';
}

/** As what somebody is invited. */
function offered(json: string | null, language: Logging): string {
  const { role } = logged(json) ?? {};
  return typeof role === 'string' ? state(role, language) : '';
}

/** What a provider or a key is called, or who is invited. A key set has no name. */
function thing(json: string | null, { words }: Logging): string {
  const { name, kid, email } = logged(json) ?? {};
  const called = [name, kid, email].find((one) => typeof one === 'string');
  return typeof called === 'string' ? called : words.keySet;
}

function mail(told: string, { words, code }: Logging): Told['gaps'] {
  const [kind = '', tag = ''] = told.split(' ');
  const all: Record<string, unknown> = words;
  const said = all[`mail_${kind}`];
  const tongue = tag && new Intl.DisplayNames(code, { type: 'language' }).of(tag);
  return { what: typeof said === 'string' ? said : '', language: tongue || tag };
}
