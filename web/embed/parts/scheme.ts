// Whether the page is dark, told by the colour that its text has where the thread stands: not every
// dark page says so by `color-scheme`.

/** Has a box with a ground of its own take the system's dark colours on a dark page, and else the light ones. */
export function match(box: HTMLElement, text: Element): void {
  box.style.colorScheme = lightness(getComputedStyle(text).color) > 0.5 ? 'dark' : 'light';
}

/** From 0, black, to 1, white: roughly, of a colour in any of the forms that browsers give. */
export function lightness(color: string): number {
  const [first = 0, second = 0, third = 0] = Array.from(color.matchAll(/(?<![\w-])[\d.]+/g), ([number]) =>
    Number(number),
  );
  if (/^ok/.test(color)) return first;
  if (/^l/.test(color)) return first / 100;
  const whole = /^rgb/.test(color) ? 255 : 1;
  return (0.3 * first + 0.6 * second + 0.1 * third) / whole;
}
