// Who wrote a comment, as moderators know them: role, standing, how their comments fared, notes.
import { html, nothing, type TemplateResult } from 'lit';
import type { CardFragment } from '../../shared/generated.ts';
import { weave } from '../../shared/language.ts';
import { authorOf, date, type Spoken, time } from './said.ts';

export type Who = NonNullable<CardFragment['author']>;

export function roleOf({ role }: Pick<Who, 'role'>, { words }: Spoken): TemplateResult | typeof nothing {
  return role === 'MODERATOR' || role === 'ADMIN' ? html`<span class="mark">${words[role]}</span>` : nothing;
}

export function standing(
  { standing: held, standingUntil }: Pick<Who, 'standing' | 'standingUntil'>,
  language: Spoken,
): TemplateResult | typeof nothing {
  const { words } = language;
  if (!held || held === 'NORMAL') return nothing;
  const until = standingUntil && language.absolute(new Date(standingUntil));
  const said = until ? language.say(words.standingUntil, { standing: words[held], time: until }) : words[held];
  return html`<span class="mark ${held === 'TRUSTED' ? '' : 'grave'}">${said}</span>`;
}

export function record(
  { record: fared, firstSeenAt }: Pick<Who, 'record' | 'firstSeenAt'>,
  language: Spoken,
): TemplateResult | typeof nothing {
  const { words } = language;
  if (!fared) return nothing;
  const { approved, rejected, spam, pending } = fared;
  const isFirst = approved + rejected + spam === 0 && pending <= 1;
  const part = (said: string, kind: string, isFaint: boolean) =>
    html`<li class="${kind} ${isFaint ? 'none' : ''}">${said}</li>`;
  const parts = () => [
    part(language.plural(words.recordApproved, approved), 'good', approved === 0),
    part(language.plural(words.recordRejected, rejected), 'bad', rejected === 0),
    part(language.plural(words.recordSpam, spam), 'bad', spam === 0),
  ];
  return html`
    <ul class="record">
      ${isFirst ? html`<li><strong>${words.firstComment}</strong></li>` : parts()}
      ${firstSeenAt ? html`<li>${weave<unknown>(words.firstSeen, { time: date(firstSeenAt, language) })}</li>` : nothing}
    </ul>
  `;
}

export function notes({ notes: kept }: Pick<Who, 'notes'>, language: Spoken): TemplateResult[] {
  return (kept ?? []).map(({ text, author: by, createdAt }) => {
    const gaps = { name: html`<bdi>${authorOf(by, language)}</bdi>`, time: time(createdAt, language) };
    return html`
      <div class="member-note">
        <p class="hint">${weave<unknown>(language.words.note, gaps)}</p>
        <p dir="auto">${text}</p>
      </div>
    `;
  });
}
