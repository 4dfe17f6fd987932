// What is done at the command line: bringing comments in, and taking everything along.
import { html, type TemplateResult } from 'lit';
import { place } from '../../own/place.ts';
import type { Spoken } from './screen.ts';

export function moving({ words }: Spoken): TemplateResult {
  const line = (text: string) => html`<p><code class="line" dir="ltr">${text}</code></p>`;
  return html`
    <p>${words.importHint}</p>
    ${line(`rejoinder import export.xml --site ${place.site} --dry-run`)}
    <p>${words.backupHint}</p>
    ${line(`sqlite3 rejoinder.db ".backup 'backup.db'"`)} ${line('pg_dump --format=custom rejoinder')}
  `;
}
