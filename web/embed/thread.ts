// The entry of what reads a thread.
import { CommentElement } from './elements/comment.ts';
import { ThreadElement } from './elements/thread.ts';
import { begin, type Start } from './start.ts';

export function start(how: Start): void {
  begin(how);
  if (customElements.get('rejoinder-thread')) return;
  customElements.define('rejoinder-comment', CommentElement);
  customElements.define('rejoinder-thread', ThreadElement);
}
