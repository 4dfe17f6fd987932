// Which episodes are shown, as the address has it: `threads/state/locked/text/fog`; or which one of them,
// and which of its comments: `threads/episode_…/comment_…`.
import type { EpisodeFilterInput, ThreadState } from '../../shared/generated.ts';
import { address } from '../route.ts';

export const STATES: readonly ThreadState[] = ['OPEN', 'LOCKED', 'CLOSED'];

export type Place = { filter: EpisodeFilterInput } | { episode: string; comment: string | null };

const NAMES = ['state', 'text'] as const;

/** What fits no filter is passed over. */
export function placeOf(rest: readonly string[]): Place {
  const [first = '', second] = rest;
  if (first && !NAMES.some((name) => name === first)) return { episode: first, comment: second || null };
  const given = (name: (typeof NAMES)[number]) => {
    const at = rest.findIndex((part, index) => index % 2 === 0 && part === name);
    return at < 0 ? '' : (rest[at + 1] ?? '');
  };
  const filter: EpisodeFilterInput = {};
  const state = STATES.find((one) => one.toLowerCase() === given('state'));
  if (state) filter.state = state;
  if (given('text')) filter.text = given('text');
  return { filter };
}

export function addressOf({ state, text }: EpisodeFilterInput): string {
  const rest = [...(state ? ['state', state.toLowerCase()] : []), ...(text ? ['text', text] : [])];
  return address({ head: 'threads', rest });
}
