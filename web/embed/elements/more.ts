// The button for the next page, at the thread or at one of its branches.
import { html, type TemplateResult } from 'lit';
import type { Branch } from '../model.ts';
import type { Reading } from '../reading.ts';

export function moreButton({ thread }: Reading, at: Branch | 'below', said: string, fetch: () => void): TemplateResult {
  const isWaiting = thread.waiting.has(at);
  return html`
    <button
      type="button"
      class=${at === 'below' ? 'more all' : 'more'}
      part="more"
      aria-disabled=${isWaiting}
      @click=${() => isWaiting || fetch()}
    >${said}</button>
  `;
}
