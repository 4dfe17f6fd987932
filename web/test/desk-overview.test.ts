// The overview's numbers: spans and their parts, sums and shares, scales, and how long something took.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barsOf } from '../desk/overview/parts.ts';
import { countScale, Frame, labelled, timeScale, widthOf } from '../desk/overview/scale.ts';
import { before, daysOf, momentsOf, parts, spanUntil, unitOf } from '../desk/overview/span.ts';
import {
  agreement,
  catchesLittle,
  countsOf,
  difference,
  highest,
  share,
  shareOfDecided,
  sum,
  type Tally,
} from '../desk/overview/sums.ts';
import { lasting, onScale } from '../desk/parts/lasting.ts';

const NOTHING: Tally = {
  posted: 0,
  held: 0,
  pending: 0,
  approved: 0,
  rejected: 0,
  spam: 0,
  medianWaitSeconds: null,
  longWaitSeconds: null,
};

/** So many days that end with the last of November. */
const dates = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    new Date(Date.UTC(2026, 10, 30 - (count - 1 - index))).toISOString().slice(0, 10),
  );

test('a span begins where the day of whoever reads does, and ends now', () => {
  const now = Date.parse('2026-11-28T01:30:00Z');
  const cases: [number, string][] = [
    [0, '2026-11-22T00:00:00.000Z'],
    [60, '2026-11-21T23:00:00.000Z'],
    [840, '2026-11-21T10:00:00.000Z'],
    // It is still the 27th there.
    [-300, '2026-11-21T05:00:00.000Z'],
  ];
  for (const [offset, since] of cases) {
    assert.deepEqual(spanUntil(now, 7, offset), { since, until: '2026-11-28T01:30:00.000Z' }, String(offset));
  }
});

test('the time before is as long, and ends where the span begins or earlier', () => {
  const span = spanUntil(Date.parse('2026-11-28T12:00:00Z'), 30, 0);
  const earlier = before(span, 30);
  assert.deepEqual(earlier, { since: '2026-09-30T00:00:00.000Z', until: '2026-10-29T12:00:00.000Z' });
  assert.equal(Date.parse(earlier.until) - Date.parse(earlier.since), Date.parse(span.until) - Date.parse(span.since));
  assert.ok(earlier.until <= span.since);
});

test('only the spans that are offered can be named', () => {
  assert.deepEqual(
    [undefined, '', '7', '90', '365', '8', '-7', '7.0', 'x'].map(daysOf),
    [30, 30, 7, 90, 365, 30, 30, 30, 30],
  );
});

test('weeks are counted back from the last day, months are those of the calendar', () => {
  assert.deepEqual(([7, 30, 90, 365] as const).map(unitOf), ['day', 'day', 'week', 'month']);
  const weeks = parts(dates(90), 'week');
  assert.equal(weeks.length, 13);
  assert.deepEqual(weeks.at(-1), { from: '2026-11-24', to: '2026-11-30' });
  assert.deepEqual(weeks[0], { from: '2026-09-02', to: '2026-09-07' }, 'the first one is cut short');
  const months = parts(dates(365), 'month');
  assert.equal(months.length, 12);
  assert.deepEqual(
    [months[0], months.at(-1)],
    [
      { from: '2025-12-01', to: '2025-12-31' },
      { from: '2026-11-01', to: '2026-11-30' },
    ],
  );
  assert.deepEqual(parts([], 'week'), []);
});

test('a part begins and ends with days, and not later than now', () => {
  const part = { from: '2026-11-24', to: '2026-11-30' };
  const now = Date.parse('2026-11-30T20:00:00Z');
  assert.deepEqual(momentsOf(part, 60, now), { since: '2026-11-23T23:00:00.000Z', until: '2026-11-30T20:00:00.000Z' });
  const earlier = { from: '2026-11-01', to: '2026-11-01' };
  assert.equal(momentsOf(earlier, -60, now).until, '2026-11-02T01:00:00.000Z');
});

test('what authors took back was posted, too', () => {
  const counts = countsOf({ posted: 12, approved: 5, rejected: 2, spam: 1, pending: 1 });
  assert.deepEqual(counts, { posted: 12, approved: 5, rejected: 2, spam: 1, pending: 1, deleted: 3 });
  assert.deepEqual(sum([counts, counts]), { posted: 24, approved: 10, rejected: 4, spam: 2, pending: 2, deleted: 6 });
  assert.equal(sum([]).posted, 0);
});

test('nothing has no share, and is not compared', () => {
  assert.equal(share(0, 0), null);
  assert.equal(share(1, 4), 0.25);
  assert.equal(shareOfDecided('approved', { ...NOTHING, posted: 9, pending: 9 }), null);
  assert.equal(shareOfDecided('approved', { ...NOTHING, posted: 9, approved: 9 }), null, 'all was shown at once');
  assert.equal(shareOfDecided('approved', { ...NOTHING, posted: 9, held: 9, approved: 9 }), 1);
  const tally = { ...NOTHING, posted: 12, approved: 6, rejected: 1, spam: 1, pending: 4 };
  assert.equal(shareOfDecided('approved', tally), 0.75);
  assert.equal(shareOfDecided('spam', tally), 0.125);
  assert.deepEqual([difference(3, 5), difference(null, 5), difference(3, null), difference(0, 0)], [-2, null, null, 0]);
});

test('a rule is judged by its decisions, where there are enough', () => {
  const cases: [number, number, number | null, boolean][] = [
    [0, 0, null, false],
    [2, 2, null, false],
    [1, 4, 0.8, false],
    [18, 1, 1 / 19, false],
    [19, 1, 0.05, true],
    [14, 6, 0.3, false],
    [15, 5, 0.25, true],
  ];
  for (const [approved, turnedDown, agreed, isLittle] of cases) {
    const rule = { approved, turnedDown };
    assert.deepEqual([agreement(rule), catchesLittle(rule)], [agreed, isLittle], JSON.stringify(rule));
  }
});

test('the highest is the latest of those with most', () => {
  const of = (things: (number | null)[]) =>
    highest(
      things.map((worth, at) => ({ worth, at })),
      ({ worth }) => worth,
    )?.at;
  assert.equal(of([1, 3, null, 3, 2]), 3);
  assert.equal(of([0, null]), undefined);
  assert.equal(of([]), undefined);
});

test('weeks and months know their own waits, which are asked for where something was held', async () => {
  const days = dates(90).map((date, index) => ({
    date,
    tally: { ...NOTHING, posted: 2, approved: 1, pending: 1, held: index < 6 ? 0 : 1 },
  }));
  const asked: string[] = [];
  const bars = await barsOf(days, 'week', async ({ from }) => {
    asked.push(from);
    return { medianWaitSeconds: 60, longWaitSeconds: 90 };
  });
  assert.equal(bars.length, 13);
  assert.equal(asked.length, 12);
  assert.deepEqual([bars[0]?.medianWaitSeconds, bars[0]?.counts.posted], [null, 12]);
  assert.deepEqual([bars[1]?.medianWaitSeconds, bars[1]?.counts.posted], [60, 14]);
});

test('days are as the service tells them', async () => {
  const tally = { ...NOTHING, posted: 3, approved: 3, held: 1, medianWaitSeconds: 7, longWaitSeconds: 9 };
  const bars = await barsOf([{ date: '2026-11-30', tally }], 'day', () => Promise.reject(new Error('not asked for')));
  assert.deepEqual(bars[0], {
    from: '2026-11-30',
    to: '2026-11-30',
    counts: { posted: 3, approved: 3, rejected: 0, spam: 0, pending: 0, deleted: 0 },
    medianWaitSeconds: 7,
    longWaitSeconds: 9,
  });
});

test('scales are round, begin with nothing, and reach the most', () => {
  const cases: [number, number[]][] = [
    [0, [0, 1]],
    [1, [0, 1]],
    [4, [0, 1, 2, 3, 4]],
    [5, [0, 2, 4, 6]],
    [13, [0, 5, 10, 15]],
    [100, [0, 50, 100]],
    [999, [0, 500, 1000]],
    [1_001, [0, 500, 1000, 1500]],
    [4_100, [0, 2000, 4000, 6000]],
  ];
  for (const [most, ticks] of cases) assert.deepEqual(countScale(most).ticks, ticks, String(most));
});

test('scales of times are round as times are', () => {
  const cases: [number, number, number][] = [
    [0, 1, 1],
    [3, 1, 3],
    [100, 30, 120],
    [3_000, 900, 3_600],
    [20_000, 7_200, 21_600],
    [100_000, 43_200, 129_600],
    [400_000, 172_800, 518_400],
    [86_400 * 90, 86_400 * 50, 86_400 * 100],
  ];
  for (const [most, step, top] of cases) {
    const scale = timeScale(most);
    assert.deepEqual([scale.step, scale.top], [step, top], String(most));
  }
});

test('labels keep their distance, and the last one is there', () => {
  assert.deepEqual([...labelled(7, 100, 40)], [6, 5, 4, 3, 2, 1, 0]);
  assert.deepEqual([...labelled(7, 20, 50)], [6, 3, 0]);
  assert.deepEqual([...labelled(5, 10, 1_000)], [4]);
  assert.deepEqual([...labelled(0, 10, 10)], []);
  assert.ok(widthOf('11月', 10) > widthOf('11M', 10));
});

test('time runs from the side where lines begin', () => {
  const size = { width: 340, height: 100, gutter: 40, slots: 3 };
  const frame = new Frame({ ...size, isMirrored: false });
  const mirrored = new Frame({ ...size, isMirrored: true });
  assert.deepEqual(
    [0, 1, 2].map((index) => frame.left(index)),
    [90, 190, 290],
  );
  assert.deepEqual(
    [0, 1, 2].map((index) => mirrored.left(index)),
    [250, 150, 50],
  );
  for (const one of [frame, mirrored]) {
    for (const index of [0, 1, 2]) assert.equal(one.at(one.left(index)), index);
  }
  assert.deepEqual([frame.at(-50), frame.at(999), mirrored.at(-50), mirrored.at(999)], [0, 2, 2, 0]);
  assert.equal(frame.middleOf(2, 140), 270, 'a label does not stand out');
  assert.equal(frame.y(0, { top: 10 }), 76);
  assert.equal(frame.y(10, { top: 10 }), 8);
  assert.equal(new Frame({ ...size, slots: 0, isMirrored: false }).slot, 0);
});

test('times are told as one would say them', () => {
  const cases: [number, string, string][] = [
    [0, '0 seconds', '0 ثانية'],
    [1, '1 second', 'ثانية'],
    [45, '45 seconds', '45 ثانية'],
    [90, '2 minutes', 'دقيقتان'],
    [1_500, '25 minutes', '25 دقيقة'],
    [5_400, '1 hour, 30 minutes', 'ساعة و30 دقيقة'],
    [7_200, '2 hours', 'ساعتان'],
    [12_000, '3 hours, 20 minutes', '3 ساعات و20 دقيقة'],
    [40_000, '11 hours', '11 ساعة'],
    [100_000, '28 hours', '28 ساعة'],
    [190_000, '2 days, 5 hours', 'يومان و5 ساعات'],
    [86_400 * 7, '7 days', '7 أيام'],
    [86_400 * 365, '365 days', '365 يومًا'],
  ];
  for (const [seconds, english, arabic] of cases) {
    assert.equal(lasting(seconds, 'en'), english);
    assert.equal(lasting(seconds, 'ar'), arabic);
  }
});

test('ticks are told in one unit', () => {
  assert.deepEqual(
    [0, 900, 5_400].map((value) => onScale(value, 900, 'en')),
    ['0 min', '15 min', '90 min'],
  );
  assert.deepEqual(
    [10, 86_400 * 2].map((value) => onScale(value, 10, 'en')),
    ['10 sec', '172,800 sec'],
  );
  assert.deepEqual(
    [43_200, 86_400].map((value) => onScale(value, 43_200, 'en')),
    ['12 hr', '24 hr'],
  );
  assert.equal(onScale(172_800, 86_400, 'ar'), 'يومان');
});
