// The members, in the order in which they came, and what narrows them.
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { MemberFilterInput, Role, Standing } from '../../../shared/generated.ts';
import { weave } from '../../../shared/language.ts';
import { record, roleOf, standing } from '../../parts/author.ts';
import { choice, filledIn } from '../../parts/fields.ts';
import { date } from '../../parts/said.ts';
import { searching } from '../../parts/searching.ts';
import { address } from '../../route.ts';
import type { Member, View } from './view.ts';

export const STANDINGS: readonly Standing[] = ['TRUSTED', 'NORMAL', 'WATCHED', 'SUSPENDED', 'BANNED'];
export const ROLES: readonly Role[] = ['COMMENTER', 'MODERATOR', 'ADMIN'];

export function filters(view: View): TemplateResult {
  const { language, filter } = view;
  const { words } = language;
  const fields = html`
    ${choice(
      words.standing,
      'standing',
      words.any,
      STANDINGS.map((one) => [one, words[one]]),
    )}
    ${choice(
      words.role,
      'role',
      words.any,
      ROLES.map((one) => [one, words[one]]),
    )}
  `;
  return searching({
    language,
    label: words.search,
    longest: 100,
    fields,
    filter,
    read,
    filterBy: (narrowed) => view.filterBy(narrowed),
    leaveSearch: () => view.leaveSearch(),
  });
}

export function list(view: View): TemplateResult {
  const { list: members, language } = view;
  const { words } = language;
  const found = members.isEmpty ? words.nobodyFits : language.plural(words.members, members.total ?? 0);
  return html`
    <div class="member-list" tabindex="0" role="region" aria-label=${words.listOf}>
      ${members.total === null ? nothing : html`<p class="quiet found">${found}</p>`}
      <ol>
        ${repeat(
          members.nodes,
          ({ id }) => id,
          (member) => row(view, member),
        )}
      </ol>
      <div class="foot">${members.foot(language)}</div>
    </div>
  `;
}

function row(view: View, member: Member): TemplateResult {
  const { language, one } = view;
  const { id, displayName } = member;
  const isShown = one?.id === id;
  return html`
    <li class="member ${isShown ? 'current' : ''}">
      <a href=${address({ head: 'people', rest: [id] })} aria-current=${isShown ? 'true' : nothing}>
        <span class="name"><bdi>${displayName}</bdi></span>
        ${roleOf(member, language)} ${standing(member, language)}
      </a>
      ${fared(view, member)}
    </li>
  `;
}

function fared({ language }: View, member: Member): TemplateResult | typeof nothing {
  const { firstSeenAt, record: all } = member;
  const written = all ? Object.values(all).reduce((sum, count) => sum + Number(count), 0) : 0;
  if (written > 0 || !firstSeenAt) return record(member, language);
  const { words } = language;
  return html`
    <ul class="record">
      <li>${words.noneWritten}</li>
      <li>${weave<unknown>(words.firstSeen, { time: date(firstSeenAt, language) })}</li>
    </ul>
  `;
}

/** Null where nothing narrows. */
function read(form: HTMLFormElement): MemberFilterInput | null {
  const of = filledIn(form);
  const filter: MemberFilterInput = {};
  if (of('text')) filter.text = of('text');
  if (of('standing')) filter.standing = of('standing') as Standing;
  if (of('role')) filter.role = of('role') as Role;
  return Object.keys(filter).length > 0 ? filter : null;
}
