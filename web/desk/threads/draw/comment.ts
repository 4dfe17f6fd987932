// A comment in its thread, and what can be done with it there.
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { written } from '../../../embed/moment.ts';
import { weave } from '../../../shared/language.ts';
import { roleOf, standing } from '../../parts/author.ts';
import { rejecting } from '../../parts/rejecting.ts';
import { addressOf, authorOf, time } from '../../parts/said.ts';
import { otherwise, whyBack } from '../../parts/trouble.ts';
import type { Decision } from '../../queues/decisions.ts';
import { textOf } from '../../queues/text.ts';
import { address } from '../../route.ts';
import { isLocked, isModerated, marksOf, may } from '../rights.ts';
import type { Placed } from '../tree.ts';
import { timed } from './state.ts';
import { terms } from './terms.ts';
import { isAsked, type View } from './view.ts';

export function comment(view: View, id: string): TemplateResult | typeof nothing {
  const shown = view.thread.tree.get(id);
  if (!shown) return nothing;
  const isCurrent = view.current === id;
  return html`
    <article
      id=${id}
      class="placed holds ${shown.status.toLowerCase()} ${isCurrent ? 'current' : ''}"
      tabindex="-1"
      aria-labelledby="${id}-by"
      aria-describedby="${id}-text"
      aria-current=${isCurrent ? 'true' : nothing}
      @focusin=${() => view.come(id)}
    >
      ${by(view, shown)} ${why(view, shown)}
      <div id="${id}-text">${text(view, shown)}</div>
      ${trouble(view, shown)} ${controls(view, shown)}
    </article>
  `;
}

function by(view: View, shown: Placed): TemplateResult {
  const { language, thread } = view;
  const { words } = language;
  const { id, author, createdAt, editedAt, momentSeconds, parent } = shown;
  const isAnswer = parent && parent.id !== thread.tree.above(id);
  const name = html`<bdi>${parent?.author?.displayName ?? words.unknownAuthor}</bdi>`;
  return html`
    <header class="by">
      <h4 id="${id}-by"><bdi>${authorOf(author, language)}</bdi></h4>
      ${author ? html`${roleOf(author, language)} ${standing(author, language)}` : nothing} ${marks(view, shown)}
      <span class="when">
        ${time(createdAt, language)}
        ${momentSeconds === null ? nothing : html`· ${language.say(words.atMoment, { time: written(momentSeconds) })}`}
        ${editedAt ? html`· ${weave<unknown>(words.edited, { time: time(editedAt, language) })}` : nothing}
        ${isAnswer ? html`· ${weave<unknown>(words.answers, { name })}` : nothing}
      </span>
    </header>
  `;
}

/** How it stands, in as few words as there can be. */
function marks({ language, thread }: View, shown: Placed): TemplateResult {
  const { words } = language;
  const { status, reviewed, reportCount, isPinned, isFeatured, branchLock } = shown;
  const sign = (said: unknown, kind = '') => html`<span class="sign ${kind}">${said}</span> `;
  const until = branchLock?.until;
  const locked = until ? timed(words.branchLockedUntil, until, language) : words.branchLocked;
  return html`
    ${status === 'APPROVED' || status === 'DELETED' ? nothing : sign(words[`status_${status}`], 'grave')}
    ${status === 'APPROVED' && reviewed === false ? sign(words.notLookedAt, 'faint') : nothing}
    ${reportCount ? html`<a class="sign grave" href=${address({ head: 'reported', rest: [thread.id, shown.id] })}>${language.plural(words.reports, reportCount)}</a> ` : nothing}
    ${isPinned ? sign(words.isPinned) : nothing} ${isFeatured ? sign(words.isFeatured) : nothing}
    ${isLocked(shown) ? sign(locked, 'locked') : nothing}
  `;
}

function why({ language }: View, { status, holdReasons, rejectReason, authorNote }: Placed): TemplateResult {
  const { words } = language;
  return html`
    ${
      status === 'PENDING' && holdReasons.length > 0
        ? html`<p class="hint">${words.held} ${holdReasons.map((reason) => html`<span class="sign">${words[`hold_${reason}`]}</span> `)}</p>`
        : nothing
    }
    ${rejectReason ? html`<p class="hint">${language.say(words.rejectedFor, { reason: words[rejectReason] })}</p>` : nothing}
    ${authorNote ? html`<p class="hint" dir="auto">${language.say(words.toldAuthor, { note: authorNote })}</p>` : nothing}
  `;
}

function text({ language }: View, shown: Placed): unknown {
  if (shown.tombstone) return html`<p class="quiet">${language.words.deletedByAuthor}</p>`;
  return keyed(shown.revisionId, textOf(shown));
}

function trouble(view: View, { id }: Placed): TemplateResult | typeof nothing {
  const { acts, language } = view;
  const { words } = language;
  const problem = acts.problems.get(id);
  const what = acts.troubles.get(id);
  if (problem) return html`<p class="error" role="alert">${problem}</p>`;
  if (!what) return nothing;
  const { decision, code } = what;
  const canOverrule = code === 'ALREADY_DECIDED' && decision;
  return html`
    <div class="notice grave" role="alert">
      <p>${whyBack(what, language)}</p>
      <div class="buttons">
        ${canOverrule ? html`<button type="button" @click=${() => view.decide(id, decision)}>${otherwise(decision, language)}</button>` : nothing}
        <button type="button" @click=${() => acts.dismiss(id)}>${canOverrule ? words.leaveIt : words.close}</button>
      </div>
    </div>
  `;
}

function controls(view: View, shown: Placed): TemplateResult | typeof nothing {
  const { language, acts, hasKeys, complaint } = view;
  const { id } = shown;
  if (!isModerated(shown)) return nothing;
  const isBusy = acts.isBusy(id);
  if (isAsked(view, 'reject', id)) {
    return rejecting({
      language,
      hasKeys,
      complaint,
      isBusy,
      decide: (decision) => view.decide(id, decision),
      complain: () => view.complain(language.words.chooseReason),
      leave: () => view.leaveAsking(),
    });
  }
  if (!isAsked(view, 'lockBranch', id)) return buttons(view, shown, isBusy);
  const { words } = language;
  return terms(view, {
    name: words.lockBranch,
    text: words.lockReason,
    howLong: words.howLong,
    endless: words.untilUnlocked,
    isBusy,
    send: (given) => view.lockBranch(id, given),
  });
}

function buttons(view: View, shown: Placed, isBusy: boolean): TemplateResult {
  const { words } = view.language;
  const { id, status } = shown;
  const decide = (kind: 'approve' | 'restore' | 'spam') => () => view.decide(id, { kind });
  const choice = (kind: Decision['kind'], label: string, key: string, run: () => void) =>
    may(kind, shown) ? button(view, { kind, label, key, isBusy, run, of: id }) : nothing;
  const plain = (label: string, run: () => void) =>
    button(view, { kind: 'plain', label, key: '', isBusy, run, of: id });
  return html`
    <div class="acts">
      ${choice('approve', status === 'APPROVED' ? words.keep : words.approve, 'a', decide('approve'))}
      ${choice('restore', words.restore, 'p', decide('restore'))}
      ${choice('reject', words.reject, 'r', () => view.ask('reject', id))}
      ${choice('spam', words.spam, 's', decide('spam'))}
      ${more(view, shown)}
      ${
        view.opened === id
          ? html`
            ${isLocked(shown) ? plain(words.unlockBranch, () => view.unlockBranch(id)) : plain(words.lockBranch, () => view.ask('lockBranch', id))}
            ${marksOf(shown).map((mark) => plain(words[mark], () => view.mark(id, mark)))} ${inPage(view, id)}
          `
          : nothing
      }
    </div>
  `;
}

function more(view: View, { id, author }: Placed): TemplateResult {
  const { language, opened } = view;
  const { others } = language.words;
  return html`
    <button
      type="button"
      class="act more"
      aria-expanded=${opened === id ? 'true' : 'false'}
      @click=${() => view.openMore(id)}
    >
      ${others}<span class="out-of-sight">: ${authorOf(author, language)}</span>
    </button>
  `;
}

interface Button {
  kind: Decision['kind'] | 'plain';
  label: string;
  key: string;
  isBusy: boolean;
  run(): void;
  of: string;
}

/** Read alone, one after the other, all would be the same: each says whose comment it is for. */
function button(
  { thread, language, hasKeys, current }: View,
  { kind, label, key, isBusy, run, of }: Button,
): TemplateResult {
  const name = authorOf(thread.tree.get(of)?.author ?? null, language);
  // Keys act on the current comment alone.
  const showsKey = hasKeys && key !== '' && current === of;
  return html`
    <button
      type="button"
      class="act ${kind}"
      aria-disabled=${isBusy ? 'true' : 'false'}
      aria-keyshortcuts=${showsKey ? key : nothing}
      @click=${() => isBusy || run()}
    >
      ${label}<span class="out-of-sight">: ${name}</span> ${showsKey ? html`<kbd aria-hidden="true">${key}</kbd>` : nothing}
    </button>
  `;
}

function inPage({ thread, language }: View, id: string): TemplateResult | typeof nothing {
  const to = addressOf({ id, episode: { url: thread.head?.url ?? null } });
  return to ? html`<a class="act" href=${to} target="_blank" rel="noopener">${language.words.open}</a>` : nothing;
}
