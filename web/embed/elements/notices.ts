// What a reader has to know of a comment beside its words: in words.
import { html, nothing, type TemplateResult } from 'lit';
import type { Language } from '../../shared/language.ts';
import type { Branch, Comment } from '../model.ts';
import type { Words } from '../words/en.ts';

export function notices({ comment, above }: Branch, { words }: Language<Words>): TemplateResult | typeof nothing {
  const lines = [tombstone(comment, words), status(comment, words)];
  const isLockedHere = comment.branchLock && comment.branchLock.commentId !== above?.comment.branchLock?.commentId;
  if (isLockedHere) lines.push(words.lockedBranch, comment.branchLock?.reason ?? null);
  const said = lines.filter((line) => line !== null);
  return said.length > 0
    ? html`<div class="notices">${said.map((line) => html`<p part="notice" dir="auto">${line}</p>`)}</div>`
    : nothing;
}

function tombstone({ tombstone: kind }: Comment, words: Words): string | null {
  return kind && { DELETED: words.deleted, REMOVED: words.removed, HELD: words.waiting, MUTED: words.muted }[kind];
}

function status({ status: kind, tombstone: gone }: Comment, words: Words): string | null {
  if (!kind || gone) return null;
  return { PENDING: words.held, REJECTED: words.rejected, SPAM: words.spam, APPROVED: null, DELETED: null }[kind];
}
