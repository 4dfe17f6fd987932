// The sections, in the order in which they stand.
import type { AccountPage } from './page.ts';
import type { Section } from './section.ts';
import { Data } from './sections/data.ts';
import { Factor } from './sections/factor.ts';
import { Identities } from './sections/identities.ts';
import { Imported } from './sections/imported.ts';
import { Muted } from './sections/muted.ts';
import { Password } from './sections/password.ts';
import { Profile } from './sections/profile.ts';
import { Reports } from './sections/reports.ts';
import { Sessions } from './sections/sessions.ts';

export const sections = (page: AccountPage): Section[] => [
  new Imported(page),
  new Profile(page),
  new Password(page),
  new Factor(page),
  new Identities(page),
  new Sessions(page),
  new Muted(page),
  new Reports(page),
  new Data(page),
];
