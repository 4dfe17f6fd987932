// What a reader has to know of a comment beside its words: in words.
import { html, nothing, type TemplateResult } from 'lit';
import type { Language } from '../../shared/language.ts';
import type { Branch, Comment } from '../model.ts';
import type { Words } from '../words/en.ts';

export function notices({ comment, above }: Branch, { words }: Language<Words>): TemplateResult | typeof nothing {
  const lines = [tombstone(comment, words), standing(comment, words), ...locked(comment, above, words)];
  const said = lines.filter((line) => line !== null);
  return said.length > 0
    ? html`<div class="notices" part="notice">${said.map((line) => html`<p dir="auto">${line}</p>`)}</div>`
    : nothing;
}

function tombstone({ tombstone: kind }: Comment, words: Words): string | null {
  return kind && { DELETED: words.deleted, REMOVED: words.removed, HELD: words.waiting, MUTED: words.muted }[kind];
}

function standing({ status, tombstone: kind }: Comment, words: Words): string | null {
  if (!status || kind) return null;
  return { PENDING: words.held, REJECTED: words.rejected, SPAM: words.spam, APPROVED: null, DELETED: null }[status];
}

/** Said where a locked branch begins, and not again under it. */
function locked({ branchLock }: Comment, above: Branch | null, words: Words): (string | null)[] {
  if (!branchLock || branchLock.commentId === above?.comment.branchLock?.commentId) return [];
  return [words.lockedBranch, branchLock.reason];
}
