// What people wrote.
import { css } from 'lit';

export const text = css`
.body > * { margin-block: 0.5em; }
.body > :first-child { margin-block-start: 0.1em; }
.body > :last-child { margin-block-end: 0.25em; }
.body a { color: var(--accent); text-underline-offset: 0.15em; }
.body blockquote { margin-inline: 0; padding-inline-start: 0.8em; border-inline-start: 3px solid var(--line); color: var(--quiet); }
.body blockquote blockquote { color: inherit; }
.body pre { overflow-x: auto; padding: 0.7em 0.9em; border-radius: var(--radius); background: var(--tint); }
.body code { font-size: 0.9em; }
.body :not(pre) > code { padding: 0.1em 0.3em; border-radius: 0.3em; background: var(--tint); }
.body ul, .body ol { padding-inline-start: 1.4em; }
.body li { margin-block: 0.2em; }
`;
