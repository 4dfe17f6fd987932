// The orders a thread can be read in, as attributes and words name them.
import type { CommentOrder } from './model.ts';
import type { Words } from './words/en.ts';

export const ORDERS: readonly CommentOrder[] = ['OLDEST', 'NEWEST', 'TOP', 'MOMENT'];

/** Of the attribute `sort`; oldest first where it says nothing that is known. */
export function orderOf(attribute: string | null): CommentOrder {
  return ORDERS.find((order) => order.toLowerCase() === attribute?.toLowerCase()) ?? 'OLDEST';
}

export const orderName = (order: CommentOrder, words: Words): string =>
  ({ OLDEST: words.oldest, NEWEST: words.newest, TOP: words.top, MOMENT: words.moment })[order];
