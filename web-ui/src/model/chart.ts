/** A measured value of a series. The place on the x axis is null where the point has none. */
export interface ChartPoint {
  readonly x: number;
  readonly y: number;
}

/** A range of values, the lower first. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The range that holds all values, never of no width; null without values. */
export function rangeOf(values: readonly number[]): Range | null {
  if (values.length === 0) {
    return null;
  }
  const from = values.reduce((least, value) => Math.min(least, value));
  const to = values.reduce((most, value) => Math.max(most, value));
  if (from < to) {
    return { from, to };
  }
  const margin = from === 0 ? 1 : Math.abs(from) * 0.1;
  return { from: from - margin, to: to + margin };
}

/**
 * Round numbers within the range, about as many as asked for: steps are 1, 2 or 5 times a power of ten.
 *
 * @param whole whether only whole numbers mean something
 */
export function ticksOf({ from, to }: Range, wanted: number, whole = false): readonly number[] {
  const rough = Math.max((to - from) / wanted, whole ? 1 : 0);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough * 0.75) ?? rough;
  const first = Math.ceil(from / step);
  const last = Math.floor(to / step);
  // Counted in steps, so that 0.1 + 0.2 is never 0.30000000000000004.
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

/** Places a value of the range on a line of that many pixels. */
export function placeOf(value: number, range: Range, length: number): number {
  return ((value - range.from) / (range.to - range.from)) * length;
}

/** The path of a line through points, to a tenth of a pixel; y grows downwards. */
export function linePath(points: readonly ChartPoint[], x: Range, y: Range, width: number, height: number): string {
  return points
    .map((point, index) => {
      const across = placeOf(point.x, x, width).toFixed(1);
      const down = (height - placeOf(point.y, y, height)).toFixed(1);
      return `${index === 0 ? 'M' : 'L'}${across} ${down}`;
    })
    .join('');
}

/** The place of the point nearest to x; points go forward in x. Null without points. */
export function nearest(points: readonly ChartPoint[], x: number): number | null {
  let best: number | null = null;
  points.forEach((point, index) => {
    if (best === null || Math.abs(point.x - x) < Math.abs((points[best]?.x ?? Infinity) - x)) {
      best = index;
    }
  });
  return best;
}

const SHORT = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 4 });
const PLAIN = new Intl.NumberFormat('en', { maximumSignificantDigits: 5 });

/** A number for an axis or a cell: 1.2M, 0.4123, 3e-7. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && size < 0.001) {
    return value.toExponential(2).replace(/\.?0+e/, 'e');
  }
  return size >= 10_000 ? SHORT.format(value) : PLAIN.format(value);
}
