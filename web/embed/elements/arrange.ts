// Lists of comments. Each branch has its element for as long as it is shown, so a list only grows and
// is never drawn again: forms, focus and places on the page stay as they are.
import type { Branch, View } from '../model.ts';
import type { Reading } from '../reading.ts';

/** Puts branches into a list, in their order; what is in its place already is not touched. */
export function arrange(list: Element, branches: Iterable<Branch>, reading: Reading): void {
  let at = list.firstElementChild;
  for (const branch of branches) {
    const view = viewOf(branch);
    view.reading = reading;
    if (view === at) at = at.nextElementSibling;
    else list.insertBefore(view, at);
  }
  while (at) {
    const gone = at;
    at = at.nextElementSibling;
    gone.remove();
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
