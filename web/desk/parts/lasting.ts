// How long something took, as one would say it.

type Unit = 'second' | 'minute' | 'hour' | 'day';

const LENGTHS: Record<Unit, number> = { second: 1, minute: 60, hour: 3_600, day: 86_400 };
/** From how many on its parts are not worth telling. */
const PLENTY = 10;

/** "45 minutes", "3 hours, 20 minutes", "2 days, 5 hours", "12 days". */
export function lasting(seconds: number, code: string, unitDisplay: 'long' | 'short' = 'long'): string {
  const pieces = piecesOf(seconds).map(([count, unit]) => inUnits(count, unit, code, unitDisplay));
  return new Intl.ListFormat(code, { type: 'unit', style: unitDisplay }).format(pieces);
}

/** In one unit, the largest that all steps of the scale fit in: "90 min" on a scale of half hours. */
export function onScale(seconds: number, step: number, code: string): string {
  const unit = (['day', 'hour', 'minute'] as const).find((larger) => step % LENGTHS[larger] === 0) ?? 'second';
  return inUnits(seconds / LENGTHS[unit], unit, code, 'short');
}

function piecesOf(seconds: number): [number, Unit][] {
  if (seconds < 90) return [[Math.round(seconds), 'second']];
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return [[minutes, 'minute']];
  if (minutes < PLENTY * 60) return split(minutes, 60, 'hour', 'minute');
  const hours = Math.round(seconds / 3_600);
  if (hours < 48) return [[hours, 'hour']];
  if (hours < PLENTY * 24) return split(hours, 24, 'day', 'hour');
  return [[Math.round(seconds / 86_400), 'day']];
}

function split(count: number, size: number, larger: Unit, smaller: Unit): [number, Unit][] {
  const pieces: [number, Unit][] = [
    [Math.floor(count / size), larger],
    [count % size, smaller],
  ];
  return pieces.filter(([part]) => part > 0);
}

function inUnits(count: number, unit: Unit, code: string, unitDisplay: 'long' | 'short'): string {
  return new Intl.NumberFormat(code, { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 }).format(count);
}
