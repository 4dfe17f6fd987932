// What a moderator may do with the thread.
import { html, nothing, type TemplateResult } from 'lit';
import { CloseThread, LockThread, ReopenThread } from '../../shared/generated.ts';
import { refreshHead } from '../parts/head.ts';
import { escaping, Panel, sending } from '../parts/panel.ts';
import type { Spoken } from '../parts/words.ts';
import type { Spot } from '../parts.ts';

export class ThreadControls extends Panel {
  where: Spot;
  #asks: 'lock' | 'close' | null = null;

  constructor(where: Spot, language: Spoken) {
    super(where.slot, language);
    this.where = where;
  }

  get #thread() {
    return this.where.reading.thread;
  }

  async #turn(to: 'lock' | 'close' | 'reopen', said: string | null = null): Promise<void> {
    const { head, connection } = this.#thread;
    if (!head) return;
    const { transport } = connection;
    const episodeId = head.id;
    const turned = await this.attempt<unknown>(() => {
      if (to === 'lock') return transport.run(LockThread, { input: { episodeId, reason: said } });
      if (to === 'close') return transport.run(CloseThread, { input: { episodeId, message: said } });
      return transport.run(ReopenThread, { input: { episodeId } });
    });
    if (!turned) return;
    this.#asks = null;
    await refreshHead(this.#thread);
    this.update();
    this.focus('button');
  }

  protected override draw(): TemplateResult | typeof nothing {
    const { head } = this.#thread;
    if (!head) return nothing;
    const { words } = this.language;
    const waiting = head.pendingCount ?? 0;
    const begin = (what: 'lock' | 'close') => () => {
      this.#asks = what;
      this.update();
      this.focus('textarea');
    };
    const button = (label: string, run: () => void) =>
      html`<button type="button" part="action" aria-disabled=${this.busy} @click=${run}>${label}</button>`;
    return html`
      <div class="controls" part="moderation">
        ${
          this.#asks
            ? this.#form(this.#asks)
            : html`
              <div class="buttons">
                ${waiting > 0 ? html`<span class="quiet">${this.language.plural(words.pending, waiting)}</span>` : nothing}
                ${head.state === 'OPEN' ? button(words.lockThread, begin('lock')) : nothing}
                ${head.state === 'CLOSED' ? nothing : button(words.closeThread, begin('close'))}
                ${head.state === 'OPEN' ? nothing : button(words.reopenThread, () => this.#turn('reopen'))}
              </div>
            `
        }
        <p class="over" role="alert">${this.problem}</p>
      </div>
    `;
  }

  #form(what: 'lock' | 'close'): TemplateResult {
    const { words } = this.language;
    const leave = () => {
      this.#asks = null;
      this.update();
      this.focus('button');
    };
    const send = sending((form) => {
      const given = new FormData(form);
      void this.#turn(what, String(given.get('said') ?? '').trim() || null);
    });
    return html`
      <form class="asks" @submit=${send} @keydown=${escaping(leave)}>
        <label>
          <span class="field-label">${what === 'lock' ? words.lockReason : words.closeMessage}</span>
          <textarea name="said" part="field" rows="2" maxlength="500" dir="auto"></textarea>
        </label>
        <div class="buttons">
          <button type="submit" class="primary" part="primary" aria-disabled=${this.busy}>
            ${what === 'lock' ? words.lockThread : words.closeThread}
          </button>
          <button type="button" part="action" @click=${leave}>${words.cancel}</button>
        </div>
      </form>
    `;
  }
}
