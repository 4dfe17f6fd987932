// What a screen reader is told of a thread, as Chromium's accessibility tree has it: a line for each
// thing that has a role, indented by where it stands. Usage: node transcript.mjs [EPISODE]…; with
// `REJOINDER_URL` and the browser as the tests have them. "+form" after an episode opens the form.
import { base, quit } from './harness.mjs';
import { read } from './widget.mjs';

const STATES = ['level', 'expanded', 'pressed', 'checked', 'disabled', 'invalid', 'required', 'readonly', 'busy', 'live', 'hasPopup', 'focused'];
// What says nothing by itself.
const SILENT = new Set(['none', 'generic', 'InlineTextBox', 'LayoutTableRow', 'LineBreak']);

function line({ role, name, value, properties = [], description }) {
  const states = properties.filter((one) => STATES.includes(one.name) && ![false, 'false', 'off'].includes(one.value.value));
  return [
    role.value,
    name?.value && JSON.stringify(name.value),
    value?.value && `= ${JSON.stringify(value.value)}`,
    description?.value && `(${description.value})`,
    ...states.map((one) => (one.value.value === true ? one.name : `${one.name}=${one.value.value}`)),
  ].filter(Boolean).join(' ');
}

function tell(nodes) {
  const all = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines = [];
  const walk = (node, depth) => {
    const isSilent = node.ignored || SILENT.has(node.role.value);
    // Whose words are its name already.
    const isSaid = node.role.value === 'StaticText' && all.get(node.parentId)?.name?.value === node.name?.value;
    if (!isSilent && !isSaid) lines.push('  '.repeat(depth) + line(node));
    for (const id of node.childIds ?? []) if (all.has(id)) walk(all.get(id), depth + (isSilent ? 0 : 1));
  };
  walk(nodes[0], 0);
  return lines;
}

for (const wanted of process.argv.slice(2)) {
  const [key, form] = wanted.split('+');
  await read(key, {}, async (opened, { context }) => {
    if (form) {
      await opened.getByRole('button', { name: 'Add a comment' }).click();
      await opened.getByLabel('Your comment').waitFor();
    }
    const { nodes } = await (await context.newCDPSession(opened)).send('Accessibility.getFullAXTree');
    console.log(`\n${base}/episodes/${key}${form ? ', with the form open' : ''}\n`);
    console.log(tell(nodes).join('\n'));
  });
}
await quit();
