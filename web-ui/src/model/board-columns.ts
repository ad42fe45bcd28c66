/** The columns of the board between the name and the flags, as addresses and saved views call them. */
export type ColumnKey = 'state' | 'epoch' | 'progress' | 'nodes' | 'gpu_hours' | 'cost' | 'age' | 'where' | 'owner';

export interface BoardColumn {
  readonly key: ColumnKey;
  readonly title: string;
  /** In pixels, until somebody chooses another; of the state, which takes what is left, the least. */
  readonly width: number;
  readonly right: boolean;
  /** What the list is sorted by in it, as the API writes it; null where it cannot be. */
  readonly sort: string | null;
  /** Whether a group has a sum in it. */
  readonly sum: boolean;
}

/** All there are, in the order they are offered. */
export const COLUMNS: readonly BoardColumn[] = [
  { key: 'state', title: 'State', width: 280, right: false, sort: null, sum: false },
  { key: 'epoch', title: 'Epoch', width: 60, right: true, sort: 'epoch', sum: false },
  { key: 'progress', title: 'Progress', width: 112, right: true, sort: null, sum: false },
  { key: 'gpu_hours', title: 'GPU·h', width: 64, right: true, sort: null, sum: true },
  { key: 'cost', title: 'Cost', width: 72, right: true, sort: null, sum: true },
  { key: 'age', title: 'Age', width: 60, right: true, sort: 'created', sum: false },
  { key: 'where', title: 'Where', width: 188, right: false, sort: null, sum: false },
  { key: 'owner', title: 'By', width: 64, right: false, sort: 'owner', sum: false },
  { key: 'nodes', title: 'Nodes', width: 88, right: true, sort: 'nodes', sum: false },
];

const BY_KEY: ReadonlyMap<string, BoardColumn> = new Map(COLUMNS.map((column) => [column.key, column]));

/** What is shown while nobody chose: more where the screen has room for it. */
export function automaticColumns(wide: boolean): readonly ColumnKey[] {
  return ['state', 'epoch', 'progress', 'gpu_hours', 'age', ...(wide ? (['where', 'owner'] as const) : [])];
}

/** Those of the names that are columns, each once: a saved view may be of another version. */
export function knownColumns(names: readonly string[]): readonly ColumnKey[] {
  return [...new Set(names)].flatMap((name) => BY_KEY.get(name)?.key ?? []);
}

export function columnsOf(keys: readonly ColumnKey[]): readonly BoardColumn[] {
  return keys.flatMap((key) => BY_KEY.get(key) ?? []);
}

/** What this browser chose, in pixels, by column. */
export type Widths = Readonly<Partial<Record<ColumnKey | 'name', number>>>;

export const LEAST_WIDTH = 40;
export const MOST_WIDTH = 800;
const LEAST_BOARD = 1_320;
const SELECT = 40;
const STAR = 24;
const END = 12;

/** The tracks of the table, which all groups share. */
export interface Grid {
  readonly columns: readonly BoardColumn[];
  /** In pixels; null of the one that takes what is left. */
  readonly widths: ReadonlyMap<ColumnKey | 'name', number | null>;
  readonly flag: number;
  /** What the whole table is at least, in pixels; on less it scrolls sideways. */
  readonly least: number;
}

/**
 * The tracks for those columns and so many tracks of flags.
 *
 * @param wide whether the screen has room for wider names and flags
 */
export function gridOf(keys: readonly ColumnKey[], tracks: number, wide: boolean, own: Widths): Grid {
  const columns = columnsOf(keys);
  const name = own.name ?? (wide ? 272 : 224);
  const flag = wide ? 80 : 68;
  const taker = keys.includes('state') ? 'state' : 'name';
  const wanted: readonly (readonly [ColumnKey | 'name', number])[] = [
    ['name', name],
    ...columns.map(({ key, width }) => [key, own[key] ?? width] as const),
  ];
  const sum = wanted.reduce((all, [key, width]) => all + (key === 'state' ? 280 : width), 0);
  return {
    columns,
    widths: new Map(wanted.map(([key, width]) => [key, key === taker ? null : width])),
    flag,
    least: Math.max(LEAST_BOARD, SELECT + STAR + sum + tracks * flag + END),
  };
}

/** Where a group's header has what: its name, its sums under their columns, then what can be done with it. */
export interface GroupHead {
  /** How many columns its name covers, the first ones. */
  readonly lead: number;
  /** After them: a sum, or so many columns without one. */
  readonly cells: readonly (ColumnKey | number)[];
  /** How many columns the actions have, the last ones; 0 puts them behind the name. */
  readonly actions: number;
}

export function groupHead(columns: readonly BoardColumn[]): GroupHead {
  const first = columns.findIndex(({ sum }) => sum);
  const last = columns.findLastIndex(({ sum }) => sum);
  if (first < 0) {
    return { lead: Math.max(0, columns.length - 1), cells: [], actions: Math.min(1, columns.length) };
  }
  const cells: (ColumnKey | number)[] = [];
  for (const { key, sum } of columns.slice(first, last + 1)) {
    const before = cells.at(-1);
    if (sum) {
      cells.push(key);
    } else if (typeof before === 'number') {
      cells[cells.length - 1] = before + 1;
    } else {
      cells.push(1);
    }
  }
  return { lead: first, cells, actions: columns.length - 1 - last };
}

/** The columns with one shown or hidden; what comes back stands last. */
export function withShown(keys: readonly ColumnKey[], key: ColumnKey, shown: boolean): readonly ColumnKey[] {
  const rest = keys.filter((one) => one !== key);
  return shown ? [...rest, key] : rest;
}

/** The columns with one further left or right by a step. */
export function moved(keys: readonly ColumnKey[], key: ColumnKey, step: number): readonly ColumnKey[] {
  const from = keys.indexOf(key);
  const to = Math.max(0, Math.min(keys.length - 1, from + step));
  return from < 0 ? keys : keys.toSpliced(from, 1).toSpliced(to, 0, key);
}
