// A moment: how long ago to the eye; for hovering and for the ear also the day and the hour.
import { html, type TemplateResult } from 'lit';
import type { Language } from '../../shared/language.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

export function time(iso: string, language: Language<unknown>): TemplateResult {
  const moment = new Date(iso);
  const said = language.relative(moment, Date.now());
  return html`<time datetime=${iso} title=${language.absolute(moment)} .textContent=${said}></time>`;
}

/** Says each minute anew how long ago it was, for what is young enough to change. Gives what ends it. */
export function keepTime(root: ParentNode, speaks: () => Language<unknown> | undefined): () => void {
  const timer = setInterval(() => {
    const now = Date.now();
    const language = speaks();
    for (const element of language ? root.querySelectorAll('time') : []) {
      const moment = new Date(element.dateTime);
      if (now - moment.getTime() < DAY) element.textContent = language?.relative(moment, now) ?? '';
    }
  }, MINUTE);
  return () => clearInterval(timer);
}
