// How everything is built.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

export const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const TARGET = ['chrome111', 'firefox115', 'safari16.4'];

/** Builds entries into a folder, small, for the browsers that are named above; gives what was written. */
export async function bundle(folder, entry, output, define = {}) {
  const paths = Object.entries(entry).map(([name, path]) => [name, here(path)]);
  const [built] = await build({
    configFile: false,
    root: here('.'),
    logLevel: 'warn',
    define,
    plugins: [onePolicy(), ourSheets(), alone(), narrowStyles(), narrow()],
    build: {
      target: TARGET,
      outDir: here(folder),
      emptyOutDir: false,
      // As a library: for a page, Vite would add code that fetches style sheets.
      lib: { entry: Object.fromEntries(paths), formats: ['es'] },
      // What several parts need stays in the entry, which is there already.
      rolldownOptions: { preserveEntrySignatures: 'allow-extension', output: { ...output, minify: true } },
    },
  });
  return built.output;
}

/**
 * Lit makes a policy for Trusted Types of its own. A page would have to allow it by name, and could
 * not have another Lit beside ours; so Lit is given our policy.
 */
function onePolicy() {
  const theirs = /(\w+)\?\1\.createPolicy\("lit-html",\{createHTML:(\w+)=>\2\}\):void 0/;
  return {
    name: 'one-policy',
    async transform(code, id) {
      if (!/lit-html\/lit-html\.js$/.test(id)) return null;
      if (!theirs.test(code)) throw new Error(`${id}: Lit makes its policy in another way than it did`);
      return `import { policy as rejoinder } from ${JSON.stringify(here('shared/html.ts'))};\n${code.replace(theirs, 'rejoinder')}`;
    },
  };
}

/** What Lit has for browsers that we do not build for is a fiftieth of all that a reader fetches. */
function ourSheets() {
  return {
    name: 'our-sheets',
    enforce: 'pre',
    resolveId: (source) => (source === './css-tag.js' ? here('shared/sheets.js') : null),
  };
}

/** Lit offers itself to what helps old browsers, and notes its version in case there are two of it. */
function alone() {
  const offers = [
    [/=\w+\.(litHtml|reactiveElement|litElement)PolyfillSupport\b/, '=0'],
    [/\w+\?\.\((\w+,\w+|\{(ReactiveElement|LitElement):\w+\})\)/, '0'],
    [/\(\w+\.(litHtml|reactiveElement|litElement)Versions\?\?=\[\]\)\.push\("[\d.]+"\)/, '0'],
  ];
  return {
    name: 'alone',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/(lit-html|reactive-element|lit-element)\.js$/.test(id)) return null;
      return offers.reduce(
        (left, [offer, nothing]) => {
          if (!offer.test(left)) throw new Error(`${id}: Lit offers itself in another way than it did`);
          return left.replace(offer, nothing);
        },
        code.replace(/\w+\.litElementHydrateSupport\?\.\(\{LitElement:\w+\}\)/, '0'),
      );
    },
  };
}

function narrowStyles() {
  return {
    name: 'narrow-styles',
    transform(code, id) {
      if (!/\/styles\/\w+\.ts$/.test(id)) return null;
      return code.replace(/css`[^`]*`/g, (sheet) =>
        sheet
          .replace(/\s+/g, ' ')
          .replace(/ ?([{};,>]) ?/g, '$1')
          .replace(/: /g, ':')
          .replace(/;}/g, '}'),
      );
    },
  };
}

/**
 * Takes line ends and indents out of templates: in minified code they stand nowhere else, but for a
 * text of line ends alone, which is meant. What reads a thread lays out nothing by them, and
 * would have a third more nodes: there none is left beside a tag.
 */
function narrow() {
  return {
    name: 'narrow',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type === 'chunk')
            file.code = file.code
              .replace(/`\n+`/g, (text) => JSON.stringify(text.slice(1, -1)))
              .replace(/\s*\n\s*/g, '\n')
              .replace(file.name === 'thread' ? /\n(?=[<`]|\$\{)|(?<=[>`])\n/g : /^(?!)/, '')
              .replace(/\n/g, ' ')
              .replace(/> </g, '><')
              .trimEnd();
        }
      },
    },
  };
}
