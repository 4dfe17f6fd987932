// Where things stand in a plot: round numbers for its scale, its labels, and from which side time runs.

export interface Scale {
  top: number;
  /** How far apart the ticks are. */
  step: number;
  ticks: number[];
}

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;
const TIMES = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
];
const TICKS = 4;

/** From nothing to at least the most there is, in whole, round steps. */
export function countScale(most: number): Scale {
  return upTo(most, roundStep(most / TICKS));
}

/** The same in seconds, in steps that are round as times are. */
export function timeScale(most: number): Scale {
  const step = TIMES.find((seconds) => most / seconds <= TICKS);
  return upTo(most, step ?? roundStep(most / DAY / TICKS) * DAY);
}

function roundStep(least: number): number {
  if (least <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5].map((factor) => factor * power).find((step) => step >= least) ?? 10 * power;
}

function upTo(most: number, step: number): Scale {
  const count = Math.max(1, Math.ceil(most / step));
  return { top: count * step, step, ticks: Array.from({ length: count + 1 }, (_, index) => index * step) };
}

/** Which of so many labels are written, so that none comes upon the next: the last one, and back from it. */
export function labelled(count: number, slot: number, width: number): Set<number> {
  const each = Math.max(1, Math.ceil(width / slot));
  return new Set(Array.from({ length: Math.ceil(count / each) }, (_, index) => count - 1 - index * each));
}

/** About how wide a text is: letters of Chinese and Japanese are as wide as they are high. */
export function widthOf(text: string, size: number): number {
  return [...text].reduce((width, letter) => width + (letter > '⺀' ? 1 : 0.6) * size, 0);
}

/** What is drawn in: a scale at the side where time begins, so many slots beside it. */
export class Frame {
  readonly width: number;
  readonly height: number;
  /** Of the scale's labels. */
  readonly gutter: number;
  readonly slots: number;
  readonly isMirrored: boolean;
  static readonly above = 8;
  static readonly below = 24;

  constructor(size: { width: number; height: number; gutter: number; slots: number; isMirrored: boolean }) {
    this.width = size.width;
    this.height = size.height;
    this.gutter = size.gutter;
    this.slots = size.slots;
    this.isMirrored = size.isMirrored;
  }

  get slot(): number {
    return this.slots > 0 ? Math.max(0, this.width - this.gutter) / this.slots : 0;
  }

  /** The left edge of something so wide in the middle of a slot. */
  left(index: number, width = 0): number {
    const middle = this.gutter + (index + 0.5) * this.slot;
    return (this.isMirrored ? this.width - middle : middle) - width / 2;
  }

  /** The middle of a label below a slot, moved in where it would stand out at an edge. */
  middleOf(index: number, width: number): number {
    return Math.min(Math.max(this.left(index), width / 2), Math.max(this.width - width / 2, width / 2));
  }

  /** How far from the side where time begins. */
  along(distance: number): number {
    return this.isMirrored ? this.width - distance : distance;
  }

  /** The higher the value, the nearer to 0. */
  y(value: number, { top }: Pick<Scale, 'top'>): number {
    const ground = this.height - Frame.below;
    return ground - (value / top) * (ground - Frame.above);
  }

  /** Which slot is at a distance from the left edge. */
  at(x: number): number {
    const along = (this.isMirrored ? this.width - x : x) - this.gutter;
    const index = this.slot > 0 ? Math.floor(along / this.slot) : 0;
    return Math.min(Math.max(index, 0), this.slots - 1);
  }
}
