// Why a comment is here, and what else is known of it: behind disclosures, but for what is short.
import { html, nothing, type TemplateResult } from 'lit';
import { weave } from '../../../shared/language.ts';
import { authorOf, time } from '../../parts/said.ts';
import type { Card } from '../decisions.ts';
import type { View } from './view.ts';

export function why({ language }: View, card: Card): TemplateResult | typeof nothing {
  const { words } = language;
  const { holdReasons, wordMatches, rejectReason, authorNote } = card;
  const found = [...new Set(wordMatches.map(({ pattern }) => pattern))];
  const decided = html`
    ${rejectReason ? html`<p>${language.say(words.rejectedFor, { reason: words[rejectReason] })}</p>` : nothing}
    ${authorNote ? html`<p dir="auto">${language.say(words.toldAuthor, { note: authorNote })}</p>` : nothing}
  `;
  if (holdReasons.length === 0 && found.length === 0 && !rejectReason && !authorNote) return nothing;
  return html`
    <div class="why">
      ${
        holdReasons.length > 0
          ? html`
            <p>
              <span class="label">${words.held}</span>
              ${holdReasons.map((reason) => html`<span class="sign">${words[`hold_${reason}`]}</span> `)}
            </p>
          `
          : nothing
      }
      ${
        found.length > 0
          ? html`<p><span class="label">${words.words}</span> ${found.map((pattern) => html`<mark dir="auto">${pattern}</mark> `)}</p>`
          : nothing
      }
      ${decided}
    </div>
  `;
}

export function facts(view: View, card: Card): TemplateResult {
  return html`<div class="facts">${reports(view, card)} ${spam(view, card)} ${revisions(view, card)}</div>`;
}

function reports({ language }: View, { reports: given }: Card): TemplateResult | typeof nothing {
  if (!given || given.totalCount === 0) return nothing;
  const { words } = language;
  return html`
    <div class="reports">
      <h3>${language.plural(words.reports, given.totalCount)}</h3>
      <ul>
        ${given.nodes.map(({ reason, text, reporter, createdAt, illegal }) => {
          const gaps = {
            reason: html`<strong>${words[reason]}</strong>`,
            name: html`<bdi>${authorOf(reporter, language)}</bdi>`,
            time: time(createdAt, language),
          };
          return html`
            <li>
              ${weave<unknown>(words.reportBy, gaps)} ${text ? html`<p dir="auto">${text}</p>` : nothing}
              ${illegal?.legalBasis ? html`<p dir="auto">${language.say(words.reportLaw, { law: illegal.legalBasis })}</p>` : nothing}
            </li>
          `;
        })}
      </ul>
    </div>
  `;
}

function spam({ language }: View, { spamScore, spamWords }: Card): TemplateResult | typeof nothing {
  if (spamScore === null) return nothing;
  const { words } = language;
  const said = language.say(words.spamScore, { score: language.count(spamScore) });
  if (spamWords.length === 0) return html`<p class="score">${said}</p>`;
  return html`
    <details class="spam">
      <summary>${said}</summary>
      <div class="scrolls" tabindex="0" role="region" aria-label=${said}>
        <table>
          <thead>
            <tr>
              <th scope="col">${words.spamWord}</th>
              <th scope="col">${words.spamSpeaks}</th>
              <th scope="col">${words.spamSeen}</th>
              <th scope="col">${words.approvedSeen}</th>
            </tr>
          </thead>
          <tbody>
            ${spamWords.map(
              ({ word, percent, spam: inSpam, approved }) => html`
                <tr>
                  <th scope="row"><bdi>${word}</bdi></th>
                  <td>${language.count(percent)} %</td>
                  <td>${language.count(inSpam)}</td>
                  <td>${language.count(approved)}</td>
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    </details>
  `;
}

function revisions({ language, details }: View, { id, editedAt }: Card): TemplateResult | typeof nothing {
  if (!editedAt) return nothing;
  const texts = details.revisions(id);
  const ask = (event: Event) => {
    if ((event.currentTarget as HTMLDetailsElement).open && !texts) void details.askForRevisions(id);
  };
  return html`
    <details class="revisions" @toggle=${ask}>
      <summary>${language.words.revisions}</summary>
      ${(texts ?? []).slice(1).map(
        ({ bodyMarkdown, createdAt }) => html`
          <p class="hint">${time(createdAt, language)}</p>
          <blockquote dir="auto">${bodyMarkdown}</blockquote>
        `,
      )}
      ${texts ? nothing : html`<p class="quiet">${details.problem || language.words.loading}</p>`}
    </details>
  `;
}
