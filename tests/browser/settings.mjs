// The demo's rules and settings, for stories that change them, and what is asked of each state they show.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { visitDesk } from './desk.mjs';
import { ask, assertFits, assertTargets } from './harness.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const RULES = {
  minLength: 0,
  maxLength: 10_000,
  holdRepeats: true,
  bannedWords: [],
  suspectWords: ['voucher*', 'promo code'],
  linksMax: 2,
  spamThreshold: 80,
  reportThreshold: 3,
  akismetKey: null,
  webhookUrl: null,
  webhookSecret: null,
};
const TERMS = {
  name: 'The Harbour Lamp',
  mode: 'POST',
  newcomerApprovals: 1,
  nesting: 10,
  closeAfterDays: null,
  editWindowSeconds: 900,
  episodesMustExist: false,
};

/** Makes it so, where it is not so already. */
async function make(mutation, input, type) {
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename } }`;
  await ask(query, { input: { site: 'history', ...input } }, { as: 'admin' }).catch((refused) => {
    if (!refused.message.includes('NOTHING_TO_DO')) throw refused;
  });
}

export async function rulesAsInDemo() {
  await make('updateRules', { rules: RULES }, 'UpdateRulesInput');
  await make('updateSite', TERMS, 'UpdateSiteInput');
}

export async function siteAsInDemo(origins) {
  await make('updateSite', { name: TERMS.name, origins }, 'UpdateSiteInput');
  await make('updateWaysIn', { password: true, mail: true, guests: false }, 'UpdateWaysInInput');
}

/** Axe, where a state is named; nothing is too wide or too small. */
export async function noViolations(page, state) {
  if (state !== null) {
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
      const { violations: found } = await globalThis.axe.run(document, { iframes: false });
      return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
    assert.deepEqual(violations, [], state);
  }
  await assertFits(page);
  await assertTargets(page);
}

const STANDS = `{ site(key: "history") {
  mode nesting closeAfterDays editWindowSeconds
  rules { suspectWords bannedWords linksMax maxLength asksAkismet webhookUrl }
} }`;
const UPDATE = 'mutation ($input: UpdateRulesInput!) { updateRules(input: $input) { rules { updatedAt } } }';

export const stands = async () => (await ask(STANDS, {}, { as: 'admin' })).site;
export const otherwise = (rules, reason) => ask(UPDATE, { input: { site: 'history', rules, reason } }, { as: 'admin' });

export function visitRules(member, options, story) {
  return visitDesk(member, { hash: '#rules', ...options }, async (page) => {
    await page.locator('#rules-form').waitFor();
    await story(page);
  });
}

const trials = new Map();

/**
 * Each trial is asked of the service once: it lets one through in three seconds, and neither colours nor
 * languages are a reason to try again.
 */
export const triedOnce = (page) => page.route('**/graphql', async (route) => {
  const asked = route.request().postData();
  const { variables } = JSON.parse(asked);
  if (!variables?.site || !variables.input) return route.fallback();
  if (trials.has(asked)) return route.fulfill({ json: trials.get(asked) });
  const response = await route.fetch();
  const answer = await response.json();
  if (answer.data?.site?.dryRun) trials.set(asked, answer);
  return route.fulfill({ response, json: answer });
});

export const field = (page, name) => page.locator(`#field-${name}`);
export const button = (page, name) => page.getByRole('button', { name, exact: true });
export const press = (page, name) => button(page, name).click();
export const focused = (page) => page.evaluate(() => document.activeElement?.id);

/**
 * Presses until what that leads to is there. Ten tries of rules are let through at once and one more every
 * three seconds, and where many comments fare differently the page takes two: whoever is told to wait does.
 */
export async function pressUntil(page, pressed, shown) {
  const refused = page.locator('.saving .error');
  for (let patience = 10; ; patience -= 1) {
    await pressed.click();
    await shown.or(refused).first().waitFor();
    if (!(await shown.isVisible())) await page.waitForTimeout(7_000);
    if (await shown.isVisible()) return;
    assert.ok(patience > 0, await refused.innerText());
  }
}
