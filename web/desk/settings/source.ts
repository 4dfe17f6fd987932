// How the site's settings come from the service, and go back.
import { place } from '../../own/place.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import { DeskSettings, DeskUpdateSite, DeskUpdateWaysIn } from '../../shared/generated.ts';
import type { Source } from '../parts/changing.ts';
import { FIELDS, type Standing, siteOf, valuesOf, waysOf } from './fields.ts';

export const source: Source<Standing> = {
  name: 'settings',
  fields: FIELDS,
  valuesOf,

  async read({ transport }) {
    const { site } = await transport.run(DeskSettings, { site: place.site });
    if (!site) throw new Refusal('no such site', { code: 'NOT_FOUND' });
    return site;
  },

  /** The ways in first: they are refused for more than what was typed, and then nothing is saved. */
  async *send({ transport, proved }, draft, _standing, reason) {
    const ways = waysOf(draft);
    if (ways) {
      const input = { site: place.site, reason, ...ways };
      yield (await proved(() => transport.run(DeskUpdateWaysIn, { input }))).updateWaysIn.site;
    }
    const site = siteOf(draft);
    if (site) {
      const input = { site: place.site, reason, ...site };
      yield (await proved(() => transport.run(DeskUpdateSite, { input }))).updateSite.site;
    }
  },
};
