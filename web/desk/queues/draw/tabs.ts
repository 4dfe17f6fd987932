// The six queues, and how much is in each; how comments are shown; where something came back.
import { html, nothing, type TemplateResult } from 'lit';
import type { CountsFragment, QueueKind } from '../../../shared/generated.ts';
import { weave } from '../../../shared/language.ts';
import { address } from '../../route.ts';
import { rest } from '../narrow.ts';
import { KINDS, nameOf, type View } from './view.ts';

export function tabs(view: View): TemplateResult {
  const { words } = view.language;
  return html`
    <nav class="tabs" aria-label=${words.queues}>
      <ul>
        ${KINDS.map((kind) => tab(view, kind))}
      </ul>
    </nav>
  `;
}

function tab({ queues, language, narrow }: View, kind: QueueKind): TemplateResult {
  const key = kind.toLowerCase() as Exclude<keyof CountsFragment, '__typename'>;
  const count = queues.counts?.[key];
  const isShown = queues.model.kind === kind;
  return html`
    <li>
      <a href=${address({ head: key, rest: rest({ narrow, comment: null }) })} aria-current=${isShown ? 'page' : nothing}>
        ${nameOf(kind, language)}
        ${count === undefined ? nothing : html`<span class="count">${language.count(Math.max(0, count))}</span>`}
      </a>
    </li>
  `;
}

export function modes(view: View): TemplateResult {
  const { words } = view.language;
  const { isAlone } = view.queues;
  const button = (label: string, alone: boolean) => html`
    <button type="button" aria-pressed=${isAlone === alone ? 'true' : 'false'} @click=${() => view.setAlone(alone)}>
      ${label}
    </button>
  `;
  return html`
    <div class="modes" role="group" aria-label=${words.howShown}>${button(words.asList, false)} ${button(words.asOne, true)}</div>
  `;
}

/** What the address narrows the queue to, and the way to all of it. */
export function narrowed({ narrow, details, queues, language }: View): TemplateResult | typeof nothing {
  if (!narrow) return nothing;
  const { words } = language;
  const name = html`<bdi>${details.narrow(narrow) ?? '…'}</bdi>`;
  const said = weave<unknown>(narrow.startsWith('author_') ? words.onlyBy : words.onlyOn, { name });
  return html`
    <p class="strip narrowed">
      <span>${said}</span> <a href=${address({ head: queues.model.kind.toLowerCase(), rest: [] })}>${words.showAll}</a>
    </p>
  `;
}

/** What came back, wherever one is. */
export function cameBack(view: View): TemplateResult | typeof nothing {
  const { language, queues } = view;
  const { current, cameBack: all } = queues.model;
  const first = all.find((id) => id !== current);
  if (!first) return nothing;
  return html`
    <p class="strip">
      ${language.plural(language.words.cameBack, all.length)}
      <button type="button" class="link" @click=${() => view.read(first)}>${language.words.show}</button>
    </p>
  `;
}
