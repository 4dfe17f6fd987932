// What a member may do on the site: standing and role; and taking them out of it.
import { html, nothing, type TemplateResult } from 'lit';
import type { Person } from '../person.ts';
import { act, line, radios, selection, text } from './form.ts';
import { ROLES, STANDINGS } from './list.ts';
import type { View } from './view.ts';

export function standingOf(view: View, who: Person, may: boolean): TemplateResult {
  const { language } = view;
  const { words } = language;
  const held = who.standing ?? 'NORMAL';
  const until = who.standingUntil && language.absolute(new Date(who.standingUntil));
  const now = until
    ? language.say(words.standingNowUntil, { standing: words[held], time: until })
    : language.say(words.standingNow, { standing: words[held] });
  return html`
    <section class="part" aria-labelledby="part-standing">
      <h3 id="part-standing">${words.standing}</h3>
      <p class="now">${now} <span class="quiet">(${words[`means_${held}`]})</span></p>
      ${who.standingReason ? html`<p class="told" dir="auto">${language.say(words.standingReason, { reason: who.standingReason })}</p>` : nothing}
      ${may ? changing(view, who) : html`<p class="quiet">${whyNot(view, who)}</p>`}
    </section>
  `;
}

function whyNot({ me, language: { words } }: View, { id, role: held }: Person): string {
  if (id === me.id) return words.thatIsYou;
  if (held !== 'ADMIN') return words.needsAdmin;
  return me.role === 'ADMIN' ? words.isAdmin : words.isAdminHere;
}

function changing(view: View, who: Person): TemplateResult {
  const { language, sending } = view;
  const { words } = language;
  const choices = STANDINGS.map((value) => ({ value, label: words[value], hint: words[`means_${value}`] }));
  const spans = [
    { value: 'hour', label: words.inHour },
    { value: 'day', label: words.inDay },
    { value: 'week', label: words.inWeek },
    { value: 'month', label: words.inMonth },
    { value: 'moment', label: words.atMoment },
  ];
  const fields = html`
    ${radios(words.newStanding, 'standing', choices, { problem: sending.problem('standing', 'standing') })}
    <div class="suspension">
      ${selection(words.suspendedUntil, 'span', spans)}
      ${line(words.moment, 'until', { type: 'datetime-local', problem: sending.problem('standing', 'until') })}
    </div>
    ${line(words.reasonTold, 'reason', { most: 500, problem: sending.problem('standing', 'reason') })}
    ${text(words.privateNote, 'privateNote', 'standing-note', sending.problem('standing', 'privateNote'))}
  `;
  return act(view, {
    id: 'standing',
    label: words.changeStanding,
    send: words.save,
    fields,
    submit: (form) => view.acts.setStanding(who, form),
  });
}

/** Admins give and take them. */
export function role(view: View, who: Person): TemplateResult {
  const { words } = view.language;
  const choices = ROLES.map((value) => ({ value, label: words[value], hint: words[`may_${value}`] }));
  return html`
    <section class="part" aria-labelledby="part-role">
      <h3 id="part-role">${words.role}</h3>
      <p class="now">${words[who.role]} <span class="quiet">(${words[`may_${who.role}`]})</span></p>
      ${act(view, {
        id: 'role',
        label: words.changeRole,
        send: words.save,
        fields: radios(words.newRole, 'role', choices, { chosen: who.role }),
        submit: (form) => view.acts.setRole(who, form),
      })}
    </section>
  `;
}

export function erasing(view: View, who: Person): TemplateResult {
  const { words } = view.language;
  const choices = (['KEEP_ANONYMOUSLY', 'DELETE'] as const).map((value) => ({ value, label: words[`erase_${value}`] }));
  const fields = html`
    <p>${words.eraseGoes}</p>
    <p>${words.eraseStays}</p>
    <p><strong>${words.eraseFinal}</strong></p>
    ${radios(words.whatOfComments, 'comments', choices, { problem: view.sending.problem('erase', 'comments') })}
  `;
  return html`
    <section class="part erasing">
      ${act(view, {
        id: 'erase',
        label: words.erase,
        send: words.eraseDo,
        isDanger: true,
        fields,
        submit: (form) => view.acts.erase(who, form),
      })}
    </section>
  `;
}
