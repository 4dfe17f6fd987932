// Where the viewer is signed in, and ending it.
import { html, nothing, type TemplateResult } from 'lit';
import { EndAllSessions, EndSession } from '../../shared/generated.ts';
import { weave } from '../../shared/language.ts';
import { Section, type Viewer } from '../section.ts';

type Session = Viewer['sessions'][number];

export class Sessions extends Section {
  readonly id = 'sessions';
  #everywhere = false;

  get title(): string {
    return this.words.sessions;
  }

  protected override content({ sessions }: Viewer): TemplateResult {
    const { words } = this;
    const turn = ({ target }: Event) => {
      this.#everywhere = (target as HTMLInputElement).checked;
    };
    return html`
      <ul class="things">
        ${sessions.map((session) => this.#session(session))}
      </ul>
      ${sessions.length > 1 ? nothing : html`<p class="quiet">${words.noOthers}</p>`}
      <label class="check"><input type="checkbox" .checked=${this.#everywhere} @change=${turn} />${words.everywhere}</label>
      <div class="buttons">${this.button(words.endOthers, () => this.#endOthers())}</div>
    `;
  }

  #session(session: Session): TemplateResult {
    const { words } = this;
    const device = session.device ?? words.unknownDevice;
    const used = weave<unknown>(words.lastUsed, { time: this.time(session.lastUsedAt ?? session.createdAt) });
    const more = [this.#place(session.country), this.#kind(session), session.secondFactor ? words.withFactor : '']
      .filter(Boolean)
      .map((one) => html` · ${one}`);
    return html`
      <li>
        <div>
          <p>
            <bdi>${device}</bdi>
            ${session.isCurrent ? html`<strong class="mark">${words.thisSession}</strong>` : nothing}
          </p>
          <p class="hint">${used}${more}</p>
        </div>
        ${session.isCurrent ? nothing : this.button(words.endSession, () => this.#end(session.id), '', device)}
      </li>
    `;
  }

  #kind({ kind, origin }: Session): string {
    return this.page.language.say(this.words[kind], { origin: origin ?? '' });
  }

  #place(country: string | null): string {
    if (!country) return '';
    return new Intl.DisplayNames(this.page.language.code, { type: 'region' }).of(country) ?? country;
  }

  #end(sessionId: string): Promise<void> {
    return this.attempt(async () => {
      await this.page.transport.run(EndSession, { input: { sessionId } });
      await this.page.load();
      return this.words.sessionEnded;
    });
  }

  async #endOthers(): Promise<void> {
    const { words, page } = this;
    if (!(await page.confirm(words.endOthersAsk, words.endOthers))) return;
    await this.attempt(async () => {
      const input = { everywhere: this.#everywhere, includingThis: false };
      const { endAllSessions } = await page.transport.run(EndAllSessions, { input });
      await page.load();
      return page.language.plural(words.othersEnded, endAllSessions.endedCount);
    });
  }
}
