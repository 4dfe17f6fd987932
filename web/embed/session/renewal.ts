// Fetches anew all that a thread shows, for another viewer: the reader's place is not lost by it.

import type { MemberRepliesQuery, RepliesQuery } from '../../shared/generated.ts';
import { Branches } from '../branches.ts';
import type { Renewal } from '../controllers/thread.ts';
import { lead, linkedOf } from '../links.ts';
import type { Branch, Comment, Page } from '../model.ts';

/** Pages that it may take, at the top and of replies; what they do not bring stays as readers see it. */
const MOST = 40;

type Fetched = Parameters<Renewal>;

export const renewal: Renewal = async (thread, first, run) => {
  const { branches: before, target } = thread;
  const came = new Came();
  came.take(first.comments, { nodes: first.pinnedComments });
  const pages = await tops([thread, first, run], came);
  const replies = await below([thread, first, run], came);
  const led = target?.top === before.linked ? target : before.linked;
  const { comment: linked } = led ? await run(linkedOf(thread), { id: led.id }) : { comment: null };
  if (linked) came.take({ nodes: [...linked.ancestors, linked] });

  const lost = forget(before, came);
  const branches = new Branches();
  branches.begin(first.pinnedComments, pages, before, target);
  for (const [branch, page] of replies) branches.appendReplies(branch, page);
  if (linked) lead(branches, [...linked.ancestors, linked]);
  settle(branches, before, came, lost);
  return branches;
};

/** Of a list that has been read to its end one of these has come, were one or two of them deleted meanwhile. */
const lastOf = (shown: Branch[]) => shown.slice(-3);

/** What the service has given, by its id. */
class Came extends Set<string> {
  take(...lists: { nodes: Page['nodes'] }[]): void {
    for (const { nodes } of lists) {
      for (const { id, replies } of nodes) {
        this.add(id);
        if (replies) this.take(replies);
      }
    }
  }
}

/** The pages at the top as far as there are comments of them on the page. */
async function tops([{ branches, which, connection }, { comments }, run]: Fetched, came: Came): Promise<Page[]> {
  const shown = branches.pages.flat();
  const pages = [comments];
  const last = shown.at(-1);
  if (!which || !last) return pages;
  const { site, episode: key, order: orderBy } = which;
  const isEnd = (wasNear: boolean) => branches.cursor !== null && (came.has(last.id) || wasNear);
  let wasNear = false;
  for (let { pageInfo } = comments; pageInfo.hasNextPage && !isEnd(wasNear) && pages.length < MOST; ) {
    // The last may have been deleted: then the page after the one before it is the last.
    wasNear = lastOf(shown).some(({ id }) => came.has(id));
    const after = pageInfo.endCursor ?? '';
    const { episode } = await run(connection.documents.comments, { site, key, orderBy, after });
    if (!episode) break;
    pages.push(episode.comments);
    came.take(episode.comments);
    ({ pageInfo } = episode.comments);
  }
  // What follows the last that is shown is the next page's.
  const end = pages.at(-1) as Page;
  const at = end.nodes.findLastIndex(({ id }) => shown.some((one) => one.id === id));
  if (branches.cursor === null) return pages;
  return [...pages.slice(0, -1), { ...end, nodes: end.nodes.slice(0, at + 1) }];
}

/** The replies that were fetched beyond those that come along with their comment. */
async function below([{ branches, connection }, , run]: Fetched, came: Came): Promise<[Branch, Page][]> {
  const pages: [Branch, Page][] = [];
  for (const branch of branches.all) {
    const isWhole = () => branch.replies.every(({ id }) => came.has(id));
    const start = { hasNextPage: came.has(branch.id), endCursor: null as string | null };
    for (let at: Page['pageInfo'] = start; at.hasNextPage && !isWhole() && pages.length < MOST; ) {
      const variables = { id: branch.id, after: at.endCursor };
      const { comment }: MemberRepliesQuery | RepliesQuery = await run(connection.documents.replies, variables);
      if (!comment) break;
      pages.push([branch, comment.replies]);
      came.take(comment.replies);
      at = comment.replies.pageInfo;
    }
  }
  return pages;
}

/** Takes away what was the viewer's before; gives what was for their eyes alone, and has not come again. */
function forget(before: Branches, came: Came): Set<Branch> {
  const all = [...before.all];
  const lost = new Set(all.filter(({ id, comment }) => !came.has(id) && !isForAll(comment)));
  for (const branch of all) {
    const { above } = branch;
    branch.comment = bare(branch.comment);
    branch.changed();
    if (!above || !lost.has(branch)) continue;
    above.replies = above.replies.filter((reply) => reply !== branch);
    above.more = undefined;
    above.cursor = null;
  }
  if (before.linked && lost.has(before.linked)) before.linked = null;
  return lost;
}

const isForAll = ({ status = 'APPROVED', tombstone }: Comment) =>
  tombstone ? tombstone !== 'MUTED' : status === 'APPROVED';

function bare(comment: Comment): Comment {
  const {
    status,
    holdReasons,
    rejectReason,
    authorNote,
    revisionId,
    viewerHasVoted,
    viewerHasReported,
    viewerCan,
    ...shown
  } = comment;
  return shown;
}

/** As many at the top as there were, each in the group where it was: what moves loses the focus. */
function settle(branches: Branches, before: Branches, came: Came, lost: Set<Branch>): void {
  const shown = before.pages.flat();
  const groupOf = new Map(before.pages.flatMap((page, group) => page.map(({ id }) => [id, group] as const)));
  const wasPosted = new Set(before.posted.map(({ id }) => id));
  const isWhole = branches.cursor === null || shown.length === 0 || lastOf(shown).some(({ id }) => came.has(id));
  const left = isWhole ? [] : shown.filter((top) => !came.has(top.id) && !lost.has(top));
  const pages: Branch[][] = before.pages.map(() => []);
  let group = 0;
  for (const top of [...branches.pages.flat(), ...left.map((one) => branches.adopt(one))]) {
    group = Math.max(group, groupOf.get(top.id) ?? 0);
    if (wasPosted.has(top.id)) continue;
    pages[group] = [...(pages[group] ?? []), top];
  }
  branches.pages = pages;
  if (before.cursor !== null || !isWhole) branches.cursor = before.cursor;
  const kept = branches.posted.filter(({ id }) => !wasPosted.has(id));
  branches.posted = [...before.posted.filter((one) => !lost.has(one)).map((one) => branches.adopt(one)), ...kept];
}
