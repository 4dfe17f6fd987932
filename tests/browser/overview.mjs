// The numbers of a show that has been going for long, answered in the service's place: those of the demo
// are few.

export const DAY = 86_400_000;
const WAITS = [2_400, 5_400, 900, 14_000, 7_200, null, 3_300];
export const TITLES = ['283: How a Lighthouse Learned to Blink', '282: The Keeper Who Would Not Leave', '281: Salt, Oil, Gas', '280: Fog', 'الحلقة 279: منارة الإسكندرية'];

const tally = (approved, rejected, spam, pending, more = {}) => ({
  posted: approved + rejected + spam + pending, held: rejected + spam + pending, approved, rejected, spam, pending,
  medianWaitSeconds: null, longWaitSeconds: null, ...more,
});

/** Made up, and the same at each time: few at weekends, much on the day of an episode. */
function dayOf(moment) {
  const number = Math.round(moment / DAY);
  const busy = [9, 6, 22, 13, 8, 3, 4][number % 7];
  const wait = WAITS[(number * 3) % 7];
    const counts = [busy + (number % 3), number % 4, (number * 5) % 3, number % 2];
  const posted = counts.reduce((sum, count) => sum + count, number % 5 === 0 ? 1 : 0);
  const more = { posted, medianWaitSeconds: wait, longWaitSeconds: wait && wait * 5 };
  return { date: new Date(moment).toISOString().slice(0, 10), tally: tally(...counts, more) };
}

function invented({ since, until, utcOffsetMinutes }) {
  const days = [];
  const last = Date.parse(until) + utcOffsetMinutes * 60_000;
  for (let at = Date.parse(since) + utcOffsetMinutes * 60_000; at < last; at += DAY) days.push(dayOf(at));
  const total = (key) => days.reduce((sum, day) => sum + day.tally[key], 0);
  const counts = ['approved', 'rejected', 'spam', 'pending'].map(total);
  const all = tally(...counts, { posted: total('posted'), medianWaitSeconds: 4_200, longWaitSeconds: 31_000 });
  const episodes = TITLES.map((title, index) => ({
    episode: { id: `episode_${index}`, title },
    tally: tally(90 - 17 * index, 12 - 2 * index, 5 - index, 4 - index, { medianWaitSeconds: index === 3 ? null : 3_000 * (index + 1) }),
  }));
  const rule = (reason, approved, turnedDown, undecided) => ({ reason, held: approved + turnedDown + undecided, approved, turnedDown, undecided });
  const rules = [rule('LINKS', 26, 5, 3), rule('SPAM_SCORE', 4, 23, 1), rule('NEWCOMER', 11, 7, 4), rule('WATCHED', 2, 1, 2), rule('REPEAT', 0, 0, 1)];
  const before = tally(...counts.map((count) => Math.max(0, count - 11)), { medianWaitSeconds: 5_100, longWaitSeconds: 28_000 });
  return { statistics: { all, days, episodes, rules }, before: { all: before } };
}

/** `answer` is asked in the service's place for what a time comes to. */
export const answering = (answer) => ({
  prepare: (page) => page.route('**/graphql', async (route) => {
    const { variables } = route.request().postDataJSON();
    if (!variables?.since) return route.fallback();
    const site = await answer(variables);
    return site ? route.fulfill({ json: { data: { site } } }) : route.abort();
  }),
});

const waitsOf = ({ since }) => {
  const medianWaitSeconds = 3_000 + (Math.round(Date.parse(since) / DAY) % 11) * 800;
  return { statistics: { all: { medianWaitSeconds, longWaitSeconds: medianWaitSeconds * 4 } } };
};
export const busy = (variables) => 'sinceBefore' in variables ? invented(variables) : waitsOf(variables);
export const none = (variables) => {
  const found = invented(variables);
  const all = tally(0, 0, 0, 0);
  return { statistics: { all, days: found.statistics.days.map(({ date }) => ({ date, tally: all })), episodes: [], rules: [] }, before: { all } };
};

export const busyDesk = { ...answering(busy), hash: '#overview/30' };

/** The figures of what was asked for last: so many days, where that is said. */
export const shown = (page, days) => {
  const asked = days ? `:has(.spans [aria-current][href$="/${days}"])` : '';
  return page.locator(`.overview[aria-busy=false]${asked} .figures`).waitFor();
};
