// The thread as the page keeps it: what came from the service, and what of it is known so far.
import type {
  CommentOrder,
  HeadFragment,
  OwnFragment,
  OwnHeadFragment,
  PageFragment,
  ShownFragment,
} from '../shared/generated.ts';

import type { Reading } from './reading.ts';

export type { CommentOrder };

/** A comment. What is the viewer's own is there for those who are signed in. */
export type Comment = Omit<ShownFragment, 'parent'> &
  Partial<OwnFragment> & { parent: { id: string; author?: { displayName: string } | null } | null };

/** A comment as it came, with replies where the document asked for them. */
export type Tree = Comment & { replies?: Page };

export interface Page {
  nodes: Tree[];
  pageInfo: PageFragment;
}

/** The episode with the state of its thread. */
export type Head = HeadFragment & Partial<OwnHeadFragment> & { eventsCursor?: string };

/** The element that draws a branch; there is one for each, as long as the branch is shown. */
export interface View extends HTMLElement {
  branch: Branch;
  reading: Reading;
  readonly updateComplete: Promise<boolean>;
  requestUpdate(): void;
  /** Whether something is open in it, or below: a form that somebody may be writing in. */
  readonly isUsed: boolean;
  /** Scrolls to it where it is out of sight, and gives it the focus. */
  reveal(): void;
}

/** A comment with what is known of the comments shown under it. There is one for each comment. */
export class Branch {
  comment: Comment;
  readonly above: Branch | null;
  replies: Branch[] = [];
  /** Where the page of replies after those known begins; null before the first. */
  cursor: string | null = null;
  /** Whether that page is known to be the last; undefined before the first. */
  more: boolean | undefined;
  view: View | null = null;

  constructor(comment: Comment, above: Branch | null) {
    this.comment = comment;
    this.above = above;
  }

  get id(): string {
    return this.comment.id;
  }

  get top(): Branch {
    return this.above?.top ?? this;
  }

  /** How many replies readers see that are not here yet. */
  get left(): number {
    const counted = this.replies.filter(
      ({ comment }) => (comment.status ?? 'APPROVED') === 'APPROVED' || comment.tombstone,
    );
    return Math.max(0, this.comment.replyCount - counted.length);
  }

  changed(): void {
    this.view?.requestUpdate();
  }
}
