// What stands beside names: pictures where the service has them, monograms everywhere else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base } from '../harness.mjs';
import { isStream, read } from '../widget.mjs';

const GOLD = '<svg xmlns="http://www.w3.org/2000/svg" width="128" height="128"><rect width="128" height="128" fill="gold"/></svg>';

/** The first author has a picture, the second one that is gone, the others have none. */
async function pictured(context) {
  await context.route(`${base}/graphql?documentId=*`, async (route) => {
    if (isStream(route.request())) return route.fallback();
    const response = await route.fetch();
    const json = await response.json();
    const [first, second] = json.data?.episode?.comments?.nodes ?? [];
    if (second) {
      first.author.pictureUrl = `${base}/pictures/gold`;
      second.author.pictureUrl = `${base}/pictures/gone`;
    }
    return route.fulfill({ response, json });
  });
  await context.route('**/pictures/gold', (route) => route.fulfill({ contentType: 'image/svg+xml', body: GOLD }));
}

for (const width of [800, 340]) {
  test(`a picture covers its monogram, which stays where there is none, at ${width} px`, () => read('280', {
    prepare: pictured, expected: /404/, viewport: { width, height: 900 },
  }, async (opened) => {
    await opened.waitForFunction(() => {
      const all = [...document.querySelector('rejoinder-thread').shadowRoot.querySelectorAll('.comments > .group .face img')];
      return all[0]?.naturalWidth > 0 && all[1]?.hidden;
    });
    const [covered, bare] = await opened.locator('rejoinder-thread').evaluate(({ shadowRoot }) => {
      const box = (element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [x, y, width, height].map(Math.round);
      };
      const [gold, gone] = shadowRoot.querySelectorAll('.comments > .group .face:has(img)');
      return [
        { face: box(gold), picture: box(gold.firstElementChild), referrer: gold.firstElementChild.referrerPolicy },
        { shown: gone.firstElementChild.checkVisibility(), letter: gone.textContent.trim() },
      ];
    });
    assert.deepEqual(covered.picture, covered.face);
    assert.equal(covered.referrer, 'no-referrer');
    assert.equal(bare.shown, false);
    assert.match(bare.letter, /^\p{L}$/u);
  }));
}
