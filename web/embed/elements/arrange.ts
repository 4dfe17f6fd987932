// Lists of comments. Each branch has its element for as long as it is shown, so a list only grows and
// is never drawn again: forms, focus and places on the page stay as they are.
import type { Branch, View } from '../model.ts';
import type { Reading } from '../reading.ts';

/** Puts branches into a list, in their order; what is in its place already is not touched. */
export function arrange(list: Element, branches: Iterable<Branch>, reading: Reading): void {
  const views = Array.from(branches, viewOf);
  // What goes is taken out first: else all that follows it would move, and lose the focus.
  const staying = new Set<Element>(views);
  for (const child of [...list.children]) if (!staying.has(child)) child.remove();
  let at = list.firstElementChild;
  for (const view of views) {
    view.reading = reading;
    if (view === at) at = at.nextElementSibling;
    else list.insertBefore(view, at);
  }
}

function viewOf(branch: Branch): View {
  if (branch.view) return branch.view;
  const view = document.createElement('rejoinder-comment') as View;
  view.setAttribute('role', 'listitem');
  view.branch = branch;
  branch.view = view;
  return view;
}
