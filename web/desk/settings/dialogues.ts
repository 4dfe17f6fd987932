// Forms and questions of the site's settings in the one dialog of the page.
import { html } from 'lit';
import type { Form } from '../../own/form.ts';
import { Refusal } from '../../shared/api/refusal.ts';
import type { DeskPage } from '../page.ts';
import type { Ways } from './ways.ts';

/** Shows a form with what is there already; what it has changed is read anew. */
export async function dialogued(
  desk: DeskPage,
  title: string,
  form: Form,
  ways: Ways,
  values: Record<string, string> = {},
): Promise<void> {
  const { words } = desk.language;
  const done = desk.dialog.ask(
    title,
    () => html`
      ${form.draw()}
      <div class="buttons">
        <button type="button" @click=${() => desk.dialog.settle(false)}>${words.cancel}</button>
      </div>
    `,
  );
  for (const [name, value] of Object.entries(values)) {
    const field = document.querySelector<HTMLInputElement>(`#dialog [name="${name}"]`);
    if (field) field.value = value;
  }
  if (!(await done)) return;
  desk.tell(words.saved);
  await ways.again();
}

/** Asks back, and does it; the focus goes on to what stands below the list. */
export async function removing(
  desk: DeskPage,
  [question, yes]: [string, string],
  [ways, below]: [Ways, string],
  remove: () => Promise<unknown>,
): Promise<void> {
  if (!(await desk.confirm(question, yes))) return;
  try {
    await desk.proved(remove);
    desk.tell(desk.language.words.saved);
    await ways.again();
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    ways.problem = desk.explain(refusal);
    desk.update();
  }
  document.getElementById(below)?.focus();
}
