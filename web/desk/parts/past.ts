// Who changed settings, when, from what to what, and why: as the log tells it.
import { html, nothing, type TemplateResult } from 'lit';
import type { PastFragment } from '../../shared/generated.ts';
import { weave } from '../../shared/language.ts';
import { listed } from './drafted.ts';
import { logged } from './logged.ts';
import type { Paged } from './paged.ts';
import { authorOf, type Spoken, time } from './said.ts';

export type Past = PastFragment;

/** A setting before and after; of a list only what was taken out, and what was added. */
export interface Change {
  name: string;
  from: unknown;
  to: unknown;
}

export function changesOf({ from, to }: Pick<Past, 'from' | 'to'>): Change[] {
  const [before, after] = [logged(from) ?? {}, logged(to) ?? {}];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].map((name) => ({ name, from: before[name] ?? null, to: after[name] ?? null }));
}

export interface Telling {
  readonly language: Spoken;
  /** What a setting is called; null where it is none of this screen's. */
  label(name: string): string | null;
  /** A value that is no list, in words. */
  told(name: string, value: unknown): string;
  /** What was done, where that is no change of this screen's settings; null where it is one. */
  sentence?(past: Past): unknown;
  /** Whether its lists are told whole, and not what differs. */
  isWhole(name: string): boolean;
  /** Puts what it was before into the form; null where that cannot be. */
  takeBack: ((past: Past) => void) | null;
  mayTakeBack(past: Past): boolean;
}

export function past(list: Paged<Past>, telling: Telling): TemplateResult {
  const { language } = telling;
  const isEmpty = !list.nodes.some((one) => isOfHere(one, telling));
  return html`
    ${entries(list.nodes, telling)}
    ${isEmpty && !list.isLoading && !list.problem && !list.hasMore ? html`<p class="quiet">${language.words.neverChanged}</p>` : nothing}
    ${list.foot(language)}
  `;
}

export function entries(all: readonly Past[], telling: Telling): TemplateResult {
  return html`
    <ol class="past">
      ${all.filter((one) => isOfHere(one, telling)).map((one) => entry(one, telling))}
    </ol>
  `;
}

const isOfHere = (one: Past, { sentence: said, label }: Telling): boolean =>
  Boolean(said?.(one)) || changesOf(one).some(({ name }) => label(name) !== null);

function entry(one: Past, telling: Telling): TemplateResult {
  const { language, takeBack } = telling;
  const { words } = language;
  const said = telling.sentence?.(one);
  if (said) return html`<li><p>${said}</p><p class="quiet">${time(one.createdAt, language)}</p>${why(one)}</li>`;
  const told = changesOf(one).filter(({ name }) => telling.label(name) !== null);
  const name = html`<strong><bdi>${one.actor ? authorOf(one.actor, language) : words.commandLine}</bdi></strong>`;
  return html`
    <li>
      <p>${weave<unknown>(words.changedBy, { name, time: time(one.createdAt, language) })}</p>
      <ul>${told.map((change) => html`<li>${sentence(change, telling)}</li>`)}</ul>
      ${why(one)}
      ${
        takeBack && telling.mayTakeBack(one)
          ? html`<button type="button" class="link" @click=${() => takeBack(one)}>${words.takeBack}</button>`
          : nothing
      }
    </li>
  `;
}

function why({ reason }: Past): TemplateResult | typeof nothing {
  return reason ? html`<p class="why" dir="auto">${reason}</p>` : nothing;
}

function sentence({ name, from, to }: Change, telling: Telling): unknown {
  const { words } = telling.language;
  const label = telling.label(name) ?? name;
  if ((Array.isArray(from) || Array.isArray(to)) && !telling.isWhole(name)) {
    const part = (said: string, lines: unknown) =>
      Array.isArray(lines) && lines.length > 0
        ? html`${weave<unknown>(said, { list: listed(lines.map(String)) })} `
        : nothing;
    return html`${label}: ${part(words.added, to)}${part(words.removed, from)}`;
  }
  const value = (one: unknown) =>
    Array.isArray(one) ? listed(one.map(String)) : html`<bdi>${telling.told(name, one)}</bdi>`;
  return html`${label}: ${weave<unknown>(words.fromTo, { from: value(from), to: value(to) })}`;
}
