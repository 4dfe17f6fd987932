// The entry of `<rejoinder-count>`.
import { CountElement } from './elements/count.ts';
import { begin, type Start } from './start.ts';

export function start(how: Start): void {
  begin(how);
  if (!customElements.get('rejoinder-count')) customElements.define('rejoinder-count', CountElement);
}
