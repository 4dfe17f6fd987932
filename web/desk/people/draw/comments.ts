// What a member has written: how it fared, where to read it, and rejecting all of it.
import { html, nothing, type TemplateResult } from 'lit';
import { REASONS } from '../../queues/decisions.ts';
import { address } from '../../route.ts';
import type { Person } from '../person.ts';
import { act, radios, selection, text } from './form.ts';
import type { View } from './view.ts';

const QUEUES = ['pending', 'approved', 'rejected', 'spam'] as const;

export function comments(view: View, who: Person, may: boolean): TemplateResult {
  const { language } = view;
  const { words } = language;
  const { record } = who;
  const queues = QUEUES.filter((name) => record && record[name] > 0);
  const deleted = record?.deleted ?? 0;
  return html`
    <section class="part" aria-labelledby="part-comments">
      <h3 id="part-comments">${words.comments}</h3>
      ${queues.length + deleted === 0 ? html`<p class="quiet">${words.noComments}</p>` : nothing}
      <ul class="ways">
        ${queues.map((name) => html`<li>${queue(view, who, name)}</li>`)}
        ${deleted > 0 ? html`<li class="quiet">${language.plural(words.recordDeleted, deleted)}</li>` : nothing}
      </ul>
      ${may && (record?.pending || record?.approved) ? rejecting(view, who) : nothing}
    </section>
  `;
}

/** The queue narrowed to what they wrote. */
function queue({ language }: View, { id, record }: Person, name: (typeof QUEUES)[number]): TemplateResult {
  const { words } = language;
  const called = name === 'spam' ? words.spamQueue : words[name];
  const said = language.plural(words.toQueue, record?.[name] ?? 0, { queue: called });
  return html`<a href=${address({ head: name, rest: [id] })}>${said}</a>`;
}

function rejecting(view: View, who: Person): TemplateResult {
  const { words } = view.language;
  const problem = (field: string) => view.sending.problem('reject', field);
  const spans = [
    { value: 'hour', label: words.sinceHour },
    { value: 'day', label: words.sinceDay },
    { value: 'week', label: words.sinceWeek },
    { value: 'month', label: words.sinceMonth },
    { value: 'ever', label: words.sinceEver },
  ];
  const reasons = REASONS.map((value) => ({ value, label: words[value] }));
  const fields = html`
    <p class="quiet">${words.rejectAllHint}</p>
    ${selection(words.writtenSince, 'since', spans)}
    ${radios(words.rejectWhy, 'reason', reasons, { problem: problem('reason') })}
    ${text(words.noteToAuthor, 'note', 'reject-note', problem('note'))}
    ${text(words.privateNote, 'privateNote', 'reject-private', problem('privateNote'))}
  `;
  return act(view, {
    id: 'reject',
    label: words.rejectAll,
    send: words.rejectAllDo,
    isDanger: true,
    fields,
    submit: (form) => view.acts.rejectAll(who, form),
  });
}
