// The help: every key, and the switch that turns them off.
import { html, type TemplateResult } from 'lit';
import { type Key, switched } from './keys.ts';
import type { DeskPage } from './page.ts';

const SIGNS: Record<string, string> = { ArrowDown: '↓', ArrowUp: '↑' };

export function help(desk: DeskPage, keys: Key[]): TemplateResult {
  const { words } = desk.language;
  const turn = ({ target }: Event) => {
    switched.set((target as HTMLInputElement).checked);
    desk.update();
  };
  return html`
    <table class="keys">
      <thead class="out-of-sight">
        <tr>
          <th scope="col">${words.key}</th>
          <th scope="col">${words.does}</th>
        </tr>
      </thead>
      <tbody>
        ${keys.map(
          ({ keys: pressed, says }) => html`
            <tr>
              <td>${pressed.map((key) => html`<kbd>${caption(key, words.shift)}</kbd> `)}</td>
              <td>${says}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>
    <label class="check"><input type="checkbox" .checked=${switched.get()} @change=${turn} />${words.keysOn}</label>
    <div class="buttons">
      <button type="button" class="primary" @click=${() => desk.dialog.settle(true)}>${words.close}</button>
    </div>
  `;
}

/** As it is printed on the key. */
export function caption(key: string, shift: string): string {
  if (/^[A-Z]$/.test(key)) return `${shift} + ${key.toLowerCase()}`;
  return SIGNS[key] ?? key;
}
