// Comments as the service gives them, and what a list of branches is made of: for several tests.
import type { Branch, Page, Tree } from '../embed/model.ts';

export function comment(id: string, over: Partial<Tree> = {}): Tree {
  return {
    id,
    depth: 0,
    createdAt: '2026-01-01T00:00:00Z',
    editedAt: null,
    tombstone: null,
    bodyHtml: `<p>${id}</p>`,
    momentSeconds: null,
    score: 0,
    replyCount: 0,
    isPinned: false,
    isFeatured: false,
    author: null,
    parent: null,
    branchLock: null,
    ...over,
  };
}

export const page = (nodes: Tree[], endCursor: string | null = null): Page => ({
  nodes,
  pageInfo: { hasNextPage: endCursor !== null, endCursor },
});

export const names = (list: Iterable<Branch>) => [...list].map(({ id }) => id);
