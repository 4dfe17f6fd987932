// One comment, and how comments stand under one another.
import { css, unsafeCSS } from 'lit';

const HUES = [255, 20, 150, 320, 75, 200, 285, 110];
const hues = unsafeCSS(HUES.map((hue, index) => `.hue${index}{--hue:${hue}}`).join(''));

export const comment = css`
rejoinder-comment { display: block; }
.comment {
  position: relative;
  display: grid;
  grid-template-columns: var(--face) minmax(0, 1fr);
  column-gap: 0.75em;
  border-radius: var(--radius);
  scroll-margin-block: 5em;
}
.comment > * { grid-column: 2; }
.comment > header { display: flex; gap: 0.75em; grid-column: 1 / -1; }
.who { display: flex; flex-wrap: wrap; align-items: center; gap: 0 0.6em; min-inline-size: 0; padding-inline-end: 2em; line-height: 1.35; }
.face {
  --tone: oklch(0.62 0.1 var(--hue, 255));
  flex: none;
  display: grid;
  place-items: center;
  inline-size: var(--face);
  block-size: var(--face);
  border-radius: 50%;
  background: color-mix(in oklab, var(--tone) 20%, transparent);
  color: color-mix(in oklab, currentColor 65%, var(--tone));
  font-weight: 600;
  font-size: 1em;
  line-height: 1;
  user-select: none;
}
.face img { position: absolute; inline-size: var(--face); block-size: var(--face); border-radius: 50%; }
${hues}
.gone .face, .skeleton .face { background: var(--tint); }
.name { font-weight: 650; }
header a { display: inline-grid; align-items: center; min-block-size: 24px; min-inline-size: 24px; color: inherit; text-decoration: none; }
header a:hover { text-decoration: underline; }
header a.quiet { color: var(--quiet); }
.badge {
  padding: 0.1em 0.55em;
  border: 1px solid var(--line);
  border-radius: 1em;
  font-size: 0.75em;
  font-weight: 600;
  line-height: 1.4;
}
.badge.staff, .badge.new { border-color: currentColor; color: var(--accent); }
.answering.plain { display: none; }
.moment, .time-code { min-block-size: 24px; padding: 0 0.35em; color: var(--accent); font-variant-numeric: tabular-nums; }
.moment { font-size: 0.875em; }
.time-code { border-radius: 0.3em; background: var(--tint); }
.moment::before { content: '▸ '; content: '▸ ' / ''; }

.folded { max-block-size: 45em; overflow: hidden; mask-image: linear-gradient(#000 90%, transparent); }
.comment > .more { justify-self: start; margin-block-end: 0.25em; }

.notices p { margin-block: 0.15em; color: var(--quiet); font-size: 0.9375em; }
.gone .notices p { font-style: italic; }
.held { outline: 1px dashed var(--quiet); outline-offset: 4px; }
.held:focus-visible { outline: 2px solid var(--accent); }

.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25em; margin-inline-start: calc(-0.6em - 3px); font-size: 0.875em; color: var(--quiet); }
.likes { display: inline-flex; align-items: center; gap: 0.35em; font-variant-numeric: tabular-nums; }
span.likes { padding: 0.15em 0.6em; }
.likes svg { inline-size: 1.15em; block-size: 1.15em; fill: none; stroke: currentColor; stroke-width: 2; }
.likes[aria-pressed='true'] { color: var(--accent); }
.likes[aria-pressed='true'] svg { fill: currentColor; }
.menu {
  position: absolute;
  inset-block-start: 0;
  inset-inline-end: -0.3em;
  block-size: calc(var(--face) / 0.875);
  font-weight: 700;
}

.replies {
  margin-block-start: 0.5em;
  margin-inline-start: calc(var(--face) / 2);
  padding-inline-start: calc(var(--face) / 2 + 0.25em);
  border-inline-start: 1px solid var(--line);
}
.replies > * { padding-block: 0.45em; }
rejoinder-comment > .more { margin-block: 0.25em; margin-inline-start: calc((var(--face) + 0.75em) / 0.9); }

.target { background: color-mix(in oklab, var(--accent) 9%, transparent); box-shadow: 0 0 0 0.45em color-mix(in oklab, var(--accent) 9%, transparent); }
@media (prefers-reduced-motion: no-preference) {
  .target { animation: arrive 1.6s ease-out; }
}
@keyframes arrive { from { background: color-mix(in oklab, var(--accent) 30%, transparent); } }

@container rejoinder (max-width: 34rem) {
  .comment { --face: 1.75em; grid-template-columns: minmax(0, 1fr); }
  .comment > * { grid-column: 1; }
  .comment > header { gap: 0.6em; }
  .replies { margin-inline-start: 0.1em; padding-inline-start: 0.75em; }
  .replies .replies .replies .replies { margin-inline-start: 0; padding-inline-start: 0; border: 0; }
  .replies .replies .replies .replies .answering.plain { display: inline; }
  rejoinder-comment > .more { margin-inline-start: 0; }
}
`;
