// A new episode, before anybody comments on it.
import { html, type TemplateResult } from 'lit';
import type { Refusal } from '../../../shared/api/refusal.ts';
import type { CreateEpisodeInput, SiteMode } from '../../../shared/generated.ts';
import { filledIn } from '../../parts/fields.ts';
import { modes, wrong } from './terms.ts';
import type { ListView, Spoken } from './view.ts';

const FIELDS = ['key', 'title', 'url'] as const;
type Name = (typeof FIELDS)[number];

export function creating(view: ListView): TemplateResult {
  const { episodes, language } = view;
  const { words } = language;
  const submit = (event: Event) => {
    event.preventDefault();
    if (!episodes.isBusy) view.create(read(event.currentTarget as HTMLFormElement));
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    view.leaveCreating();
  };
  const { fields, refusal } = episodes.wrong;
  // Of what has no place here it is said that it is wrong.
  const isElsewhere = fields.some((name) => !isField(name));
  const whole = refusal ? explained(refusal, view) : isElsewhere ? words.broken : '';
  return html`
    <form class="asks creating" aria-labelledby="creating" novalidate @submit=${submit} @keydown=${pressed}>
      <h2 id="creating">${words.newEpisode}</h2>
      ${field(view, 'title', words.titleOf)} ${field(view, 'key', words.keyOf, words.keyHint)}
      ${field(view, 'url', words.addressOf)}
      <div class="notes">
        <label>${words.publishedAt}<input type="datetime-local" name="publishedAt" /></label>
        ${modes('mode', words.asOnSite, '', language)}
      </div>
      <p class="error" role="alert">${whole}</p>
      <div class="buttons">
        <button type="submit" class="primary" aria-disabled=${episodes.isBusy ? 'true' : 'false'}>${words.createEpisode}</button>
        <button type="button" @click=${() => view.leaveCreating()}>${words.cancel}</button>
      </div>
    </form>
  `;
}

const isField = (name: string): name is Name => FIELDS.some((one) => one === name);

function field(view: ListView, name: Name, label: string, hint = ''): TemplateResult {
  const isWrong = view.episodes.wrong.fields.includes(name);
  const problem = isWrong ? wrongField(name, view.language) : '';
  return html`
    <div class="field">
      <label for="new-${name}">${label}</label>
      <input
        id="new-${name}"
        name=${name}
        type=${name === 'url' ? 'url' : 'text'}
        maxlength=${name === 'url' ? 2_000 : 500}
        dir=${name === 'title' ? 'auto' : 'ltr'}
        autocomplete="off"
        spellcheck=${name === 'title' ? 'true' : 'false'}
        aria-invalid=${problem ? 'true' : 'false'}
        aria-describedby="new-${name}-more"
      />
      <span id="new-${name}-more">${hint ? html`<span class="hint">${hint}</span>` : ''} ${wrong(problem)}</span>
    </div>
  `;
}

const wrongField = (name: Name, { words }: Spoken): string => (name === 'url' ? words.wrongAddress : words.wrongText);

function explained(refusal: Refusal, { language, episodes }: ListView): string {
  if (refusal.reason === 'TAKEN') return language.words.TAKEN;
  return episodes.explain(refusal);
}

function read(form: HTMLFormElement): Omit<CreateEpisodeInput, 'site'> {
  const of = filledIn(form);
  const published = new Date(of('publishedAt'));
  return {
    key: of('key'),
    title: of('title'),
    url: of('url') || null,
    publishedAt: Number.isNaN(published.getTime()) ? null : published.toISOString(),
    mode: (of('mode') || null) as SiteMode | null,
  };
}
