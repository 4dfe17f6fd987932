// One member: who they are, what moderators think of them, and what can be done.
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { weave } from '../../../shared/language.ts';
import { days } from '../../log/draw/days.ts';
import { addressOf as logAddress } from '../../log/place.ts';
import { mayJudge } from '../../log/standing.ts';
import { roleOf, standing } from '../../parts/author.ts';
import { date } from '../../parts/said.ts';
import type { Person } from '../person.ts';
import { comments } from './comments.ts';
import { notes } from './notes.ts';
import { erasing, role, standingOf } from './staff.ts';
import type { View } from './view.ts';

export function person(view: View): TemplateResult | typeof nothing {
  const { one, language } = view;
  const { words } = language;
  if (!one) return nothing;
  const { who, problem } = one;
  const again = () => void one.load();
  return html`
    <div class="reading" tabindex="0" role="region" aria-label=${who?.displayName ?? words.people}>
      <button type="button" class="link back" @click=${() => view.back()}>${words.backToPeople}</button>
      ${problem ? html`<p class="strip error" role="alert">${problem} <button type="button" class="link" @click=${again}>${words.tryAgain}</button></p>` : nothing}
      ${who === null ? html`<div class="nothing"><p>${words.noSuchMember}</p></div>` : nothing}
      ${who === undefined && !problem ? html`<div class="nothing"><p>${words.loading}</p></div>` : nothing}
      ${who ? keyed(who.id, article(view, who)) : nothing}
    </div>
  `;
}

function article(view: View, who: Person): TemplateResult {
  const { language, me, history: told } = view;
  const isErased = told.entries.list.nodes.some(({ action }) => action === 'ERASE_MEMBER');
  const may = mayJudge(who, me) && !isErased;
  return html`
    <article id="person" class="card" aria-labelledby="person-name">
      <h2 id="person-name" tabindex="-1">
        <bdi>${who.displayName}</bdi> ${roleOf(who, language)} ${standing({ ...who, standingUntil: null }, language)}
      </h2>
      ${who.firstSeenAt ? html`<p class="where">${since(who, view)}</p>` : nothing} ${lately(view)}
      ${isErased ? html`<p class="notice">${language.words.isErased}</p>` : html`${standingOf(view, who, may)} ${notes(view, who)}`}
      ${comments(view, who, may)} ${me.role === 'ADMIN' && !isErased ? role(view, who) : nothing} ${history(view, who)}
      ${me.role === 'ADMIN' && may ? erasing(view, who) : nothing}
    </article>
  `;
}

function since({ firstSeenAt }: Person, { language }: View): unknown[] {
  return weave<unknown>(language.words.firstSeen, { time: date(firstSeenAt ?? '', language) });
}

function lately(view: View): TemplateResult | typeof nothing {
  const { one, language, sending } = view;
  const { words } = language;
  if (!one?.lately) return nothing;
  return html`
    <p class="notice lately">
      <span>${one.lately.said}</span>
      <button
        type="button"
        class="link undo"
        aria-disabled=${sending.isBusy('undo') ? 'true' : 'false'}
        @click=${() => view.acts.undo()}
      >
        <span aria-hidden="true">↶</span> ${words.undo}
      </button>
    </p>
    <p class="error" role="alert">${sending.problem('undo')}</p>
  `;
}

function history(view: View, { id, role: held }: Person): TemplateResult {
  const { words } = view.language;
  const { entries } = view.history;
  return html`
    <section class="part" aria-labelledby="part-history">
      <h3 id="part-history">${words.history}</h3>
      ${entries.list.isEmpty ? html`<p class="quiet">${words.noHistory}</p>` : days(view.history, true, 4)}
      <p class="ways">
        <a href=${logAddress({ of: id })}>${words.inLog}</a>
        ${held === 'COMMENTER' ? nothing : html`<a href=${logAddress({ by: id })}>${words.theirActs}</a>`}
      </p>
    </section>
  `;
}
