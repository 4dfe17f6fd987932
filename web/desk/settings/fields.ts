// The site's settings as fields of a form: what each may be, how it comes from the service and goes back.
import type { ProofOfWork, SiteSettingsFragment } from '../../shared/generated.ts';
import { type Draft, type Field, linesOf, type Values } from '../parts/draft.ts';
import { changesOf, type Past } from '../parts/past.ts';

export type Standing = SiteSettingsFragment;

const WORK: readonly ProofOfWork[] = ['SUSPECTS', 'EVERYBODY'];

const OF_SITE: readonly Field[] = [
  { name: 'name', kind: 'text', check: (name) => ([...name].length > 200 ? 'name' : null) },
  { name: 'origins', kind: 'lines', most: 100, isOptional: true, check: faultOfOrigin },
];

const OF_WAYS: readonly Field[] = [
  { name: 'password', kind: 'flag' },
  { name: 'mail', kind: 'flag' },
  { name: 'guests', kind: 'flag' },
  { name: 'proofOfWork', kind: 'choice', options: WORK },
  { name: 'secondFactorForStaff', kind: 'flag' },
  { name: 'rolesFromSiteTokens', kind: 'flag' },
];

export const FIELDS: readonly Field[] = [...OF_SITE, ...OF_WAYS];

/** Scheme, host and perhaps a port; a slash behind is forgiven. */
export function faultOfOrigin(line: string): 'origin' | null {
  if (!/^https?:\/\/[^/?#@\\\s]+\/?$/i.test(line) || !URL.canParse(line)) return 'origin';
  return new URL(line).hostname ? null : 'origin';
}

export function valuesOf({ name, origins, waysIn }: Standing): Values {
  const flag = (value: boolean) => (value ? 'on' : '');
  return {
    name,
    origins: (origins ?? []).join('\n'),
    password: flag(waysIn.password),
    mail: flag(waysIn.mail),
    guests: flag(waysIn.guests),
    proofOfWork: waysIn.proofOfWork,
    secondFactorForStaff: flag(waysIn.secondFactorForStaff),
    rolesFromSiteTokens: flag(waysIn.rolesFromSiteTokens),
  };
}

/** What is to change of the site; null where nothing is. */
export function siteOf(draft: Draft): { name?: string; origins?: string[] } | null {
  const input: { name?: string; origins?: string[] } = {};
  if (draft.isChanged('name')) input.name = (draft.get('name') ?? '').trim();
  if (draft.isChanged('origins')) input.origins = linesOf(draft.get('origins') ?? '');
  return Object.keys(input).length > 0 ? input : null;
}

/** What is to change of how people sign in; null where nothing is. */
export function waysOf(draft: Draft): Record<string, boolean | ProofOfWork> | null {
  const changed = OF_WAYS.filter(({ name }) => draft.isChanged(name));
  const given = ({ name, kind }: Field): [string, boolean | ProofOfWork] => {
    const value = draft.get(name);
    return [name, kind === 'flag' ? value === 'on' : (value as ProofOfWork)];
  };
  return changed.length > 0 ? Object.fromEntries(changed.map(given)) : null;
}

/** Puts into the form what was before a change, as far as it is of this screen. */
export function takeBack(past: Past, draft: Draft): void {
  for (const { name, from } of changesOf(past)) {
    const field = FIELDS.find((one) => one.name === name);
    if (field) draft.set(name, before(field, from));
  }
}

function before({ kind }: Field, from: unknown): string {
  if (kind === 'flag') return from ? 'on' : '';
  return Array.isArray(from) ? from.join('\n') : String(from ?? '');
}

/** Where passwords cannot be replaced by mail the service sends none, and ways that need mail are closed. */
export const sendsNoMail = ({ waysIn }: Standing): boolean => waysIn.password && !waysIn.passwordReset;
