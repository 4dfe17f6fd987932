// What those have who take part: `Member` in `parts.ts` says what each does.
export { menu } from './actions/menus.ts';
export { vote } from './actions/vote.ts';
export { compose } from './composer/compose.ts';
export { furnish, furnishComment } from './furnish.ts';
export { dress } from './parts/panel.ts';
export { resume, signIn, takeSiteToken } from './session/begin.ts';
