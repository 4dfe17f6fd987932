// The thread around its comments, and what a page can set: see docs/widget.md.
import { css } from 'lit';

// Our own properties are the section's: on the host, a page that sets `--rejoinder-accent: var(--accent)`
// would have the one mean the other.
export const frame = css`
:host {
  display: block;
  margin-block: 2em;
  container: rejoinder / inline-size;
  color: var(--rejoinder-color, inherit);
  font-family: var(--rejoinder-font, inherit);
  line-height: 1.55;
  overflow-wrap: anywhere;
  text-align: start;
}
:host([hidden]) { display: none; }
:host([theme='light']) { color-scheme: light; color: var(--rejoinder-color, #222); }
:host([theme='dark']) { color-scheme: dark; color: var(--rejoinder-color, #e8e6e3); }
section {
  --accent: var(--rejoinder-accent, color-mix(in oklab, currentColor 35%, #2a6df4));
  --quiet: var(--rejoinder-quiet, color-mix(in srgb, currentColor 72%, transparent));
  --line: var(--rejoinder-line, color-mix(in srgb, currentColor 18%, transparent));
  --tint: var(--rejoinder-tint, color-mix(in srgb, currentColor 6%, transparent));
  --radius: var(--rejoinder-radius, 0.6em);
  --face: var(--rejoinder-avatar-size, 2.25em);
}

* { box-sizing: border-box; }
.quiet { color: var(--quiet); font-size: 0.875em; }
.sr-only {
  position: absolute;
  inline-size: 1px;
  block-size: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 0.25em; }

button, select { min-block-size: max(2em, 24px); min-inline-size: 24px; }
button {
  padding: 0.15em 0.6em;
  border: 1px solid transparent;
  border-radius: var(--radius);
  background: none;
  color: inherit;
  font: inherit;
  cursor: pointer;
}
button:hover { background: var(--tint); }
[aria-disabled='true'], button[aria-busy='true'] { opacity: 0.6; cursor: progress; }

.heading { margin-block: 0 0.75em; font-size: 1.35em; font-weight: 650; line-height: 1.25; text-wrap: balance; }

.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5em; margin-block-end: 1em; }
.sort { display: inline-flex; align-items: center; gap: 0.4em; margin-inline-start: auto; font-size: 0.95em; }
select {
  max-inline-size: 100%;
  padding: 0.1em 0.25em;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: transparent;
  color: inherit;
  font: inherit;
  font-size: 0.9em;
  cursor: pointer;
}
option { background: Canvas; color: CanvasText; }
.bar button { padding-inline: 0.8em; border-color: var(--line); color: var(--accent); font-size: 0.9em; }
.bar .fresh { border-color: currentColor; }
.fresh::before { content: '↓ '; content: '↓ ' / ''; }

.begin {
  display: block;
  inline-size: 100%;
  margin-block-end: 1em;
  padding: 0.7em 1em;
  border-color: var(--line);
  color: var(--quiet);
  text-align: start;
}

.group { margin-inline: -0.5em; padding-inline: 0.5em; content-visibility: auto; contain-intrinsic-size: auto 200em; }
.group:empty { display: none; }
.group > * { padding-block: 0.9em; border-block-start: 1px solid var(--line); }

.more { border-color: var(--line); color: var(--accent); font-size: 0.9em; }
.more.all { display: block; inline-size: 100%; margin-block: 0.5em 0; padding: 0.6em 1em; font-size: inherit; }

.notice, .linked { margin-block: 0 1em; padding: 0.75em 1em; border-radius: var(--radius); background: var(--tint); }
.comments ~ .notice { margin-block: 1em 0; }
.notice { border-inline-start: 3px solid var(--accent); }
.notice p { margin-block: 0; }
.linked > p { margin-block: 0 0.5em; }
.problem {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0.5em 1em;
  margin-block: 0.75em;
  padding: 0.6em 1em;
  border: 1px solid var(--line);
  border-radius: var(--radius);
}
.problem p { flex: 1 1 14em; margin: 0; }
.problem button { border-color: var(--line); color: var(--accent); }

.skeleton .row {
  display: grid;
  grid-template-columns: var(--face) 1fr;
  gap: 0.6em 0.75em;
  padding-block: 0.9em 1.6em;
  border-block-start: 1px solid var(--line);
}
.skeleton .face { grid-row: span 3; }
.skeleton .line { block-size: 0.8em; border-radius: 1em; background: var(--tint); }
.skeleton .short { inline-size: 9em; max-inline-size: 60%; }
.skeleton .half { inline-size: 60%; }
@media (prefers-reduced-motion: no-preference) {
  .skeleton { animation: breathe 1.6s ease-in-out infinite alternate; }
}
@keyframes breathe { to { opacity: 0.5; } }
`;
