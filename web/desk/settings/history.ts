// What was done to the site besides changing the settings of this screen, in the words of the log.
import { html } from 'lit';
import type { LogAction } from '../../shared/generated.ts';
import { weave } from '../../shared/language.ts';
import { KINDS } from '../log/kinds.ts';
import { tell } from '../log/sentences.ts';
import type { Logging } from '../log/speech.ts';
import type { Past } from '../parts/past.ts';

/** All that the parts of this screen do. */
export const ACTIONS: LogAction[] = [...KINDS.settings, 'INVITE_MEMBER', 'WITHDRAW_INVITATION'];

/** Told by what was changed, which can be put into the form again. */
export const isOfSettings = ({ action }: Past): boolean => action === 'UPDATE_SITE' || action === 'UPDATE_WAYS_IN';

/** Null where what was changed tells more. */
export function sentenceOf(one: Past, language: Logging): unknown {
  if (isOfSettings(one)) return null;
  const { sentence, gaps } = tell({ ...one, subject: null, note: null }, language);
  const woven = Object.entries(gaps).map(([gap, said]) => [
    gap,
    typeof said === 'string' ? said : html`<bdi>${said.name}</bdi>`,
  ]);
  return weave<unknown>(sentence, Object.fromEntries(woven));
}
