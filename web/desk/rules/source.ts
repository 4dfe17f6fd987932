// How the rules of a site come from the service, and go back.
import { place } from '../../own/place.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import { DeskRules, DeskUpdateRules, DeskUpdateTerms } from '../../shared/generated.ts';
import type { Source } from '../parts/changing.ts';
import { FIELDS, rulesOf, type Standing, termsOf, valuesOf } from './fields.ts';

export const source: Source<Standing> = {
  name: 'rules',
  fields: FIELDS,
  valuesOf,
  savedAt: ({ rules }) => rules.updatedAt,

  async read({ transport }) {
    const { site } = await transport.run(DeskRules, { site: place.site });
    if (!site) throw new Refusal('no such site', { code: 'NOT_FOUND' });
    const { rules, ...terms } = site;
    return { rules, terms };
  },

  /** The rules first: what is wrong with them is found before anything is saved. */
  async *send({ transport, proved }, draft, { rules: before, terms: stood }, reason) {
    const [rules, terms] = [rulesOf(draft), termsOf(draft)];
    let now = before;
    if (rules) {
      const input = { site: place.site, rules, reason };
      now = (await proved(() => transport.run(DeskUpdateRules, { input }))).updateRules.rules;
      yield { rules: now, terms: stood };
    }
    if (terms) {
      const input = { site: place.site, reason, ...terms };
      yield { rules: now, terms: (await proved(() => transport.run(DeskUpdateTerms, { input }))).updateSite.site };
    }
  },
};
