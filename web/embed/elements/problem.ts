// What could not be done, in words, with what to do about it.
import { html, nothing, type TemplateResult } from 'lit';
import type { RefusalCode } from '../../shared/api/refusal.ts';
import type { Where } from '../controllers/thread.ts';
import type { Reading } from '../reading.ts';
import type { Words } from '../words/en.ts';

export function problem({ thread, language: { words } }: Reading, at: Where): TemplateResult | typeof nothing {
  const { problem: found } = thread;
  if (found?.at !== at || !found) return nothing;
  // The button goes when it has helped: the focus goes to what it was about.
  const again = async (event: Event) => {
    const root = (event.currentTarget as Element).getRootNode() as ShadowRoot;
    await found.again();
    if (thread.problem?.at === at) return;
    if (at && at !== 'below') await thread.focus(at);
    else root.getElementById('heading')?.focus();
  };
  return html`
    <div class="problem" part="problem" role="alert">
      <p>${sentence(found.refusal.code, words)}</p>
      <button type="button" part="retry" @click=${again}>${words.retry}</button>
    </div>
  `;
}

function sentence(code: RefusalCode, words: Words): string {
  switch (code) {
    case 'NETWORK':
      return navigator.onLine ? words.unreachable : words.offline;
    case 'RATE_LIMITED':
    case 'UNAVAILABLE':
      return words.busy;
    case 'NOT_FOUND':
      return words.linkGone;
    default:
      return words.broken;
  }
}
