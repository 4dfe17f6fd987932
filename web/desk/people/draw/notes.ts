// What moderators noted about a member, for each other.
import { html, nothing, type TemplateResult } from 'lit';
import { weave } from '../../../shared/language.ts';
import { authorOf, time } from '../../parts/said.ts';
import type { Person } from '../person.ts';
import { act, text } from './form.ts';
import type { View } from './view.ts';

export function notes(view: View, who: Person): TemplateResult | typeof nothing {
  const { words } = view.language;
  // What was noted about oneself one does not read.
  if (!who.notes || who.id === view.me.id) return nothing;
  return html`
    <section class="part" aria-labelledby="part-notes">
      <h3 id="part-notes">${words.notes}</h3>
      ${who.notes.length === 0 ? html`<p class="quiet">${words.noNotes}</p>` : who.notes.map((one) => note(view, one))}
      ${act(view, {
        id: 'note',
        label: words.addNote,
        send: words.save,
        fields: text(words.noteText, 'text', 'note-text', view.sending.problem('note', 'text')),
        submit: (form) => view.acts.addNote(form),
      })}
    </section>
  `;
}

function note(view: View, one: NonNullable<Person['notes']>[number]): TemplateResult {
  const { language, sending, me } = view;
  const { words } = language;
  const by = authorOf(one.author, language);
  const gaps = { name: html`<bdi>${by}</bdi>`, time: time(one.createdAt, language) };
  const isOurs = one.author?.id === me.id || me.role === 'ADMIN';
  const label = language.say(words.removeNoteOf, {
    name: by,
    time: language.relative(new Date(one.createdAt), Date.now()),
  });
  return html`
    <div class="member-note">
      <p class="hint">${weave<unknown>(words.note, gaps)}</p>
      <p class="said" dir="auto">${one.text}</p>
      ${
        isOurs
          ? html`
            <button
              type="button"
              class="link"
              aria-label=${label}
              aria-disabled=${sending.isBusy(one.id) ? 'true' : 'false'}
              @click=${() => view.acts.removeNote(one.id)}
            >
              ${words.removeNote}
            </button>
          `
          : nothing
      }
      <p class="error" role="alert">${sending.problem(one.id)}</p>
    </div>
  `;
}
