// Forms, menus and what else the parts draw.
import { css, unsafeCSS } from 'lit';

// No property of the host: that would have every comment of a long thread styled anew. Mixed from the
// text's colour, with which it has to stand out from the same ground.
const danger = unsafeCSS('color-mix(in oklab, currentColor 40%, #e5322d)');

export const parts = css`
.composer, .asks, .drawer, .account { display: block; }
.slot:not(:empty), .account:not(:empty) { margin-block: 0.5em 1em; }
.field-label { display: block; margin-block: 0.25em; font-size: 0.875em; font-weight: 600; }
textarea, input:not([type='radio'], [type='checkbox']) {
  inline-size: 100%;
  padding: 0.55em 0.75em;
  border: 1px solid color-mix(in srgb, currentColor 55%, transparent);
  border-radius: var(--radius);
  background: transparent;
  color: inherit;
  font: inherit;
}
textarea { display: block; min-block-size: 5em; max-block-size: 60vh; field-sizing: content; resize: vertical; }
textarea[hidden] { display: none; }
[aria-invalid='true'] { border-color: ${danger}; }
.preview { min-block-size: 5em; padding: 0.55em 0.75em; border: 1px dashed var(--line); border-radius: var(--radius); }
.said { display: flex; flex-wrap: wrap; gap: 0 1em; margin: 0; }
.said > :empty, .over:empty, .composer > .quiet:empty, .controls > p:empty { display: none; }
.composer p, .asks p, .controls p, .drawer p { margin-block: 0.35em; }
.over { color: ${danger}; font-size: 0.9375em; }
.buttons { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4em; margin-block: 0.5em; font-size: 0.9375em; }
.buttons button, .chip, .account button { border-color: var(--line); }
/* The accent is mixed from the text's colour, so no button may have another one. */
.buttons .primary { padding-inline: 1em; border-color: currentColor; background: color-mix(in oklab, var(--accent) 12%, transparent); color: var(--accent); font-weight: 600; }
.buttons .primary:hover { background: color-mix(in oklab, var(--accent) 22%, transparent); }
.begin:has(+ .slot:not(:empty)) { display: none; }
button[aria-disabled='true'] { opacity: 0.65; cursor: default; }
.danger { border-color: currentColor; color: ${danger}; }
.help { flex: 0 1 auto; }
.help[open] { flex-basis: 100%; }
.help summary { padding: 0.15em 0.6em; cursor: pointer; }
.chip[aria-pressed='true'] { border-color: currentColor; color: var(--accent); }
.guest { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(14em, 100%), 1fr)); gap: 0.5em 1em; margin-block: 0.5em; }
fieldset { margin: 0; padding: 0; border: 0; }
legend { padding: 0; font-weight: 600; }
.choice { display: flex; align-items: baseline; gap: 0.5em; padding-block: 0.2em; }
.asks:not(.buttons), .drawer { padding: 0.75em 1em; border: 1px solid var(--line); border-radius: var(--radius); }
.drawer { margin-block-start: 0.5em; }
section > .moderation { margin-block: 0.5em 1em; }
/* Beside what the bar has, where there is room: a reader's "Sign in" stands in it. */
section > .account:not(:empty) { float: inline-start; max-inline-size: 100%; margin-block: 0 1em; }
.account ~ .bar { min-inline-size: 12em; min-block-size: 2em; }
.account ~ .bar ~ *, section > .moderation { clear: both; }
.account-line { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25em 0.75em; font-size: 0.9375em; }
.account a { display: inline-grid; align-items: center; min-block-size: 24px; margin-inline-end: 0.6em; color: var(--accent); }
.account .signed-in::after { content: ' ▾' / ''; }
.controls { font-size: 0.9375em; }
.why p { margin-block: 0.15em; color: var(--quiet); font-size: 0.9375em; }
.popup {
  position: absolute;
  z-index: 30;
  display: grid;
  min-inline-size: 10em;
  max-inline-size: calc(100vw - 16px);
  padding: 0.3em;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: Canvas;
  color: CanvasText;
  box-shadow: 0 0.4em 1.4em rgb(0 0 0 / 0.2);
  font-size: 0.9375em;
}
.popup button { text-align: start; border-radius: calc(var(--radius) - 0.2em); }
.toast-place { position: sticky; inset-block-end: 1em; z-index: 20; display: flow-root; pointer-events: none; }
.toast {
  display: flex;
  align-items: center;
  gap: 0.5em;
  inline-size: fit-content;
  max-inline-size: 100%;
  margin: 0.5em auto 0;
  padding: 0.5em 0.5em 0.5em 1em;
  border-radius: var(--radius);
  background: CanvasText;
  color: Canvas;
  font-size: 0.9375em;
  pointer-events: auto;
}
.toast button { color: inherit; }
.toast button:hover { background: color-mix(in srgb, Canvas 20%, transparent); }
`;
