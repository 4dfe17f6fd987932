// The rules by subject, as fields.
import { html, nothing, type TemplateResult } from 'lit';
import { field } from '../../parts/drafted.ts';
import type { Spoken, View } from './view.ts';

type Subject = 'holding' | 'lists' | 'thresholds' | 'outside' | 'limits';

const SUBJECTS: readonly Subject[] = ['holding', 'lists', 'thresholds', 'outside', 'limits'];

const NAMES: Record<Subject, readonly string[]> = {
  holding: ['mode', 'newcomerApprovals', 'linksMax', 'minLength', 'maxLength', 'holdRepeats'],
  lists: ['bannedWords', 'suspectWords'],
  thresholds: ['spamThreshold', 'reportThreshold'],
  outside: ['akismetKey', 'webhookUrl', 'webhookSecret'],
  limits: ['closeAfterDays', 'nesting', 'editMinutes', 'episodesMustExist'],
};

export const subjects = ({ words }: Spoken) => SUBJECTS.map((subject) => [subject, words[subject]] as const);

export function form(view: View): TemplateResult {
  const submit = (event: Event) => {
    event.preventDefault();
    void view.tryIt();
  };
  return html`
    <form id="rules-form" method="post" novalidate @submit=${submit}>
      ${SUBJECTS.map((subject) => part(view, subject))}
    </form>
  `;
}

function part(view: View, subject: Subject): TemplateResult {
  const { words } = view.language;
  return html`
    <section aria-labelledby="rules-${subject}">
      <h2 id="rules-${subject}" tabindex="-1">${words[subject]}</h2>
      ${subject === 'lists' && view.mayChange ? patterns(view) : nothing}
      <div class="fields-of ${subject}">
        ${NAMES[subject].map((name) => field(view, name, name === 'webhookSecret' ? making(view) : nothing))}
      </div>
    </section>
  `;
}

const PATTERNS: readonly (readonly [string, string, string])[] = [
  ['lamp', 'lamp, LAMP!, lámp, l4mp, l a m p', 'lamps'],
  ['lamp*', 'lamps, lamplight', 'headlamp'],
  ['*lamp', 'headlamp', 'lamps'],
  ['promo code', 'Promo-Code, promo … code', 'promotion code'],
  ['buy * pills', 'buy cheap pills', 'buy pills'],
];

function patterns({ language: { words } }: View): TemplateResult {
  const example = (text: string) => html`<span dir="ltr" lang="en">${text}</span>`;
  return html`
    <details class="patterns">
      <summary>${words.patterns}</summary>
      <p>${words.patternsHint}</p>
      <table>
        <thead>
          <tr><th scope="col">${words.pattern}</th><th scope="col">${words.finds}</th><th scope="col">${words.findsNot}</th></tr>
        </thead>
        <tbody>
          ${PATTERNS.map(([pattern, finds, not]) => html`<tr><td><code dir="ltr">${pattern}</code></td><td>${example(finds)}</td><td>${example(not)}</td></tr>`)}
        </tbody>
      </table>
    </details>
  `;
}

function making(view: View): TemplateResult {
  const { words } = view.language;
  const isShown = view.made !== '' && view.draft.get('webhookSecret') === view.made;
  return html`
    <p class="as-it-is">
      <button type="button" class="link" @click=${() => view.makeSecret()}>${words.makeSecret}</button>
      ${isShown ? html`<strong>${words.secretMade}</strong>` : nothing}
    </p>
  `;
}
