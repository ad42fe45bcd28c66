import type { components } from '../api/schema';
import type { ChartPoint } from './chart';
import { momentOf } from './moment';

type Schemas = components['schemas'];

/** How far a run is; what is not known is null. */
export type Progress = Schemas['Progress'];
export type MetricPoint = Schemas['MetricPoint'];
/** A metric of an experiment, its points thinned out. */
export type Metric = Schemas['Metric'];
/** A file that metrics are read from. */
export type MetricFile = Schemas['MetricFile'];

export type Axis = 'step' | 'epoch' | 'at';

export const AXES: readonly { readonly axis: Axis; readonly title: string }[] = [
  { axis: 'step', title: 'Step' },
  { axis: 'epoch', title: 'Epoch' },
  { axis: 'at', title: 'Time' },
];

/** The axes that a metric has places on, in the order in which they are offered. */
export function axesOf(metric: Pick<Metric, 'points'>): readonly Axis[] {
  return AXES.map(({ axis }) => axis).filter((axis) => metric.points.some((point) => placeOn(point, axis) !== null));
}

/** The points that have a place on the axis, from left to right. */
export function chartPoints(metric: Pick<Metric, 'points'>, axis: Axis): readonly ChartPoint[] {
  return metric.points
    .flatMap((point) => {
      const x = placeOn(point, axis);
      return x === null ? [] : [{ x, y: point.value }];
    })
    .sort((one, other) => one.x - other.x);
}

/** What is wrong with the files, a sentence each. */
export function fileProblems(files: readonly MetricFile[]): readonly string[] {
  return files.flatMap((file) => {
    const name = file.uri.slice(file.uri.lastIndexOf('/') + 1);
    const lines = file.unreadable_lines;
    return [
      ...(file.problem === null ? [] : [`${name}: ${file.problem}`]),
      ...(lines === 0
        ? []
        : [`${name}: ${lines === 1 ? '1 line is' : `${lines} lines are`} no JSON object and left out.`]),
    ];
  });
}

/** How far it is, short: "61%", "epoch 1,204", "step 12.3M"; null when nothing is known. */
export function progressWords(progress: Progress | null): string | null {
  if (progress === null) {
    return null;
  }
  const { fraction, step, epoch } = progress;
  if (fraction !== null) {
    // Never done before it is.
    return `${Math.min(fraction >= 1 ? 100 : 99, Math.floor(fraction * 100))}%`;
  }
  return step !== null ? `step ${compact(step)}` : epoch !== null ? `epoch ${epoch.toLocaleString('en')}` : null;
}

/** The same, exact and in full: "step 7,840,000 of 12,000,000, epoch 1,204". */
export function progressSentence(progress: Progress): string {
  const { step, epoch, total, unit } = progress;
  const of = total === null ? '' : ` of ${total.toLocaleString('en')}`;
  return [
    ...(step === null ? [] : [`step ${step.toLocaleString('en')}${unit === 'step' ? of : ''}`]),
    ...(epoch === null ? [] : [`epoch ${epoch.toLocaleString('en')}${unit === 'epoch' ? of : ''}`]),
  ].join(', ');
}

function placeOn(point: MetricPoint, axis: Axis): number | null {
  return axis === 'at' ? momentOf(point.at) : point[axis];
}

const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

function compact(value: number): string {
  return value < 10_000 ? value.toLocaleString('en') : COMPACT.format(value);
}
