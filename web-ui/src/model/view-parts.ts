import type { components } from '../api/schema';
import { knownColumns, type ColumnKey } from './board-columns';

type SavedView = components['schemas']['SavedView'];
type Layout = components['schemas']['ViewLayout'];

/** What a view of the board is made of. */
export interface ViewParts {
  /** Clauses; empty for everything. */
  readonly filter: string;
  /** As the API writes it; null for the order that people made. */
  readonly sort: string | null;
  /** Null for those that fit the screen. */
  readonly columns: readonly ColumnKey[] | null;
  /** The only flags that get columns; null for all that differ. */
  readonly flags: readonly string[] | null;
}

/** Everything, as a board is that nobody has touched. */
export const PLAIN: ViewParts = { filter: '', sort: null, columns: null, flags: null };

/** Words of the address for what a saved view has otherwise. */
const NO_FILTER = ' ';
const MADE_ORDER = 'order';
const FITTING = 'fitting';
/** No name is written so: what is no letter or digit is escaped. */
const ALL = '@all';
const NONE = '@none';
/** More names than the server takes. */
const MOST_FLAGS = 1_000;

export function savedParts({ filter, layout }: Pick<SavedView, 'filter' | 'layout'>): ViewParts {
  return {
    filter,
    sort: layout.sort === undefined || layout.sort === '' ? null : layout.sort,
    columns: layout.columns === undefined ? null : knownColumns(layout.columns),
    flags: layout.flags ?? null,
  };
}

/** The layout that a view is saved with. */
export function layoutOf({ sort, columns, flags }: ViewParts): Layout {
  return {
    ...(sort === null ? {} : { sort }),
    ...(columns === null ? {} : { columns: [...columns] }),
    ...(flags === null ? {} : { flags: flags.slice(0, MOST_FLAGS) }),
  };
}

/** What an address shows: what stands in it goes before what was saved. */
export function partsOf(query: URLSearchParams, saved: ViewParts): ViewParts {
  const [filter, sort, columns, flags] = (['filter', 'sort', 'columns', 'flags'] as const).map((name) =>
    query.get(name),
  );
  return {
    filter: filter?.trim() ?? saved.filter,
    sort: sort === MADE_ORDER ? null : (sort ?? saved.sort),
    columns: columns === FITTING ? null : listOf(columns, knownColumns, saved.columns),
    flags: flags === ALL ? null : listOf(flags, (names) => names.map(unescaped), saved.flags),
  };
}

/** What must stand in an address to show it; null for what is as it was saved. */
export function queryOf(parts: ViewParts, saved: ViewParts): Readonly<Record<keyof ViewParts, string | null>> {
  return {
    filter: parts.filter === saved.filter ? null : parts.filter === '' ? NO_FILTER : parts.filter,
    sort: parts.sort === saved.sort ? null : (parts.sort ?? MADE_ORDER),
    columns: sameList(parts.columns, saved.columns) ? null : textOf(parts.columns, FITTING),
    flags: sameList(parts.flags, saved.flags) ? null : textOf(parts.flags?.map(encodeURIComponent) ?? null, ALL),
  };
}

/** A name of a flag; one of an address that was cut or typed is taken as it stands. */
function unescaped(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function listOf<T>(
  text: string | null | undefined,
  read: (names: readonly string[]) => readonly T[],
  otherwise: readonly T[] | null,
): readonly T[] | null {
  if (text === null || text === undefined || text === '') {
    return otherwise;
  }
  return text === NONE ? [] : read(text.split(','));
}

function textOf(list: readonly string[] | null, without: string): string {
  return list === null ? without : list.length === 0 ? NONE : list.join(',');
}

function sameList(one: readonly string[] | null, other: readonly string[] | null): boolean {
  return one === other || (one !== null && other !== null && one.join('\n') === other.join('\n'));
}
