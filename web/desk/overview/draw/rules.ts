// Which rules hold most, and how often moderators agree with them.
import { html, nothing, type TemplateResult } from 'lit';
import { weave } from '../../../shared/language.ts';
import { address } from '../../route.ts';
import type { Numbers } from '../statistics.ts';
import { agreement, catchesLittle } from '../sums.ts';
import { percent, type Spoken } from './view.ts';

type Rule = Numbers['rules'][number];

export function rules({ rules: holding }: Numbers, language: Spoken): TemplateResult {
  const { words } = language;
  return html`
    <section aria-labelledby="by-rule">
      <h2 id="by-rule">${words.byRule}</h2>
      <p class="summary">${holding.length > 0 ? words.byRuleHint : words.noRules}</p>
      ${holding.length > 0 ? table(holding, language) : nothing}
    </section>
  `;
}

/** On a narrow page its cells stand below one another: their roles are named, since it is no table then. */
function table(holding: readonly Rule[], language: Spoken): TemplateResult {
  const { words } = language;
  const columns = [words.rule, words.heldCount, words.letStand, words.turnedDown, words.undecided, words.agreement];
  return html`
    <table class="by-rule" role="table">
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map((column) => html`<th role="columnheader" scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${holding.map((rule) => row(rule, language))}
      </tbody>
    </table>
  `;
}

function row(rule: Rule, language: Spoken): TemplateResult {
  const { words } = language;
  const cell = (name: string, count: number) => html`
    <td role="cell"><span class="name" aria-hidden="true">${name}</span> ${language.count(count)}</td>
  `;
  const link = html`<a href=${address({ head: 'rules', rest: [] })}>${words.rules}</a>`;
  return html`
    <tr role="row">
      <th role="rowheader" scope="row">${words[`hold_${rule.reason}`]}</th>
      ${cell(words.heldCount, rule.held)} ${cell(words.letStand, rule.approved)}
      ${cell(words.turnedDown, rule.turnedDown)} ${cell(words.undecided, rule.undecided)}
      <td role="cell" class="agreement">
        ${agreed(rule, language)}
        ${catchesLittle(rule) ? html`<span class="little">${weave<unknown>(words.catchesLittle, { rules: link })}</span>` : nothing}
      </td>
    </tr>
  `;
}

function agreed(rule: Rule, language: Spoken): TemplateResult {
  const { words } = language;
  const part = agreement(rule);
  if (part === null) return html`<span class="few">${words.tooFew}</span>`;
  const width = `${part * 100}%`;
  const left = language.direction === 'rtl' ? `${100 - part * 100}%` : '0';
  return html`
    <span>${language.say(words.agreed, { percent: percent(part, language) })}</span>
    <svg class="share" width="100%" height="8" aria-hidden="true">
      <rect class="whole" width="100%" height="8" rx="2"></rect>
      <rect class="part" x=${left} width=${width} height="8" rx="2"></rect>
    </svg>
  `;
}
