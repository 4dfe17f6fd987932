// What else may be done with a comment. The menu stands outside of the comment, which cuts off what
// sticks out of it.
import { html, render, type TemplateResult } from 'lit';
import { dress } from '../parts/panel.ts';
import { match } from '../parts/scheme.ts';

export interface Item {
  label: string;
  run(): unknown;
}

let close: (() => void) | null = null;

/** Opens a menu at a button, to which the focus returns; pressed again, the button closes it. */
export function openMenu(button: HTMLElement, label: string, items: Item[]): void {
  const wasOpen = button.ariaExpanded === 'true';
  close?.();
  if (wasOpen) return;
  const root = button.getRootNode() as ShadowRoot;
  const section = root.querySelector('section') ?? root;
  const menu = document.createElement('div');
  menu.className = 'popup';
  menu.role = 'menu';
  menu.ariaLabel = label;
  menu.setAttribute('part', 'popup');
  dress(button);
  const done = new AbortController();
  close = () => {
    close = null;
    done.abort();
    menu.remove();
    button.ariaExpanded = 'false';
  };
  const leave = () => {
    close?.();
    button.focus();
  };
  render(
    items.map((item) => draw(item, leave)),
    menu,
  );
  section.append(menu);
  match(menu, button);
  button.ariaExpanded = 'true';
  place(menu, button);
  const { signal } = done;
  menu.addEventListener('keydown', (event) => move(event, menu, leave), { signal });
  menu.addEventListener(
    'focusout',
    ({ relatedTarget }) => {
      if (!menu.contains(relatedTarget as Node | null)) close?.();
    },
    { signal },
  );
  addEventListener('resize', () => close?.(), { signal });
  menu.querySelector('button')?.focus();
}

function draw({ label, run }: Item, leave: () => void): TemplateResult {
  const choose = () => {
    leave();
    void run();
  };
  return html`<button type="button" role="menuitem" part="action" tabindex="-1" @click=${choose}>${label}</button>`;
}

/** Below the button, towards the middle of the page; wherever the menu's coordinates begin. */
function place(menu: HTMLElement, button: HTMLElement): void {
  menu.style.insetBlockStart = '0';
  menu.style.left = '0';
  const [from, at] = [menu.getBoundingClientRect(), button.getBoundingClientRect()];
  const rightmost = document.documentElement.clientWidth - from.width - 8;
  const isLeft = at.left + at.right < document.documentElement.clientWidth;
  const x = Math.max(8, Math.min(isLeft ? at.left : at.right - from.width, rightmost));
  menu.style.left = `${x - from.left}px`;
  menu.style.insetBlockStart = `${at.bottom - from.top + 4}px`;
}

function move(event: KeyboardEvent, menu: HTMLElement, leave: () => void): void {
  const items = [...menu.querySelectorAll('button')];
  const at = items.indexOf((menu.getRootNode() as ShadowRoot).activeElement as HTMLButtonElement);
  const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  const to = steps[event.key];
  if (event.key === 'Escape' || event.key === 'Tab') leave();
  else if (to !== undefined) items.at(to % items.length)?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
