import { sameFlag, shortFlag, type Flags, type FlagValue } from './flag-value';

/** A flag with one value for all members of a group. */
export interface CommonFlag {
  readonly name: string;
  readonly value: FlagValue;
}

/** A flag that gets a column because members differ in it. */
export interface FlagColumn {
  readonly name: string;
  /** Everything before the last dot; empty for a plain name. */
  readonly path: string;
  /** The part after the last dot. */
  readonly leaf: string;
  /** How many tracks of the table it takes, by its longest shown value. */
  readonly span: number;
  readonly align: 'left' | 'right' | 'centre';
}

/** One cell over neighbouring columns of one path. A column without a path has its own cell with an empty path. */
export interface PathCell {
  readonly path: string;
  readonly span: number;
  readonly columns: readonly FlagColumn[];
}

export interface FlagLayout {
  readonly common: readonly CommonFlag[];
  readonly columns: readonly FlagColumn[];
  /** Flags that differ and have no column, because a view keeps to its own. */
  readonly hidden: readonly string[];
}

/**
 * Lifts what all members share into the header; the rest becomes columns, and so does what is kept because it is edited.
 *
 * @param chosen the group's own columns, in their order
 * @param only of the rest those that may become columns; null for all
 */
export function flagLayout(
  members: readonly Flags[],
  chosen: readonly string[] = [],
  kept: string | null = null,
  only: readonly string[] | null = null,
): FlagLayout {
  const names = [...new Set(members.flatMap((flags) => Object.keys(flags)))].sort(byPath);
  const common: CommonFlag[] = [];
  const differing: string[] = [];
  for (const name of names) {
    const first = members[0]?.[name];
    if (name !== kept && first !== undefined && members.every((flags) => sameFlag(flags[name], first))) {
      common.push({ name, value: first });
    } else {
      differing.push(name);
    }
  }
  // What somebody chose stands in the order in which it was chosen.
  const may = only === null ? null : new Set(only);
  const open = differing.filter((name) => may === null || may.has(name) || name === kept);
  const shown = chosen.length > 0 ? chosen : open;
  const hidden =
    chosen.length > 0 || open.length === differing.length ? [] : differing.filter((name) => !open.includes(name));
  return { common, columns: shown.map((name) => columnOf(name, members)), hidden };
}

/** The upper header line: neighbouring columns of one path share a cell. */
export function pathCells(columns: readonly FlagColumn[]): readonly PathCell[] {
  const cells: PathCell[] = [];
  for (const column of columns) {
    const last = cells.at(-1);
    if (last !== undefined && column.path !== '' && last.path === column.path) {
      cells[cells.length - 1] = {
        path: last.path,
        span: last.span + column.span,
        columns: [...last.columns, column],
      };
    } else {
      cells.push({ path: column.path, span: column.span, columns: [column] });
    }
  }
  return cells;
}

export function trackCount(columns: readonly FlagColumn[]): number {
  return columns.reduce((sum, column) => sum + column.span, 0);
}

function columnOf(name: string, members: readonly Flags[]): FlagColumn {
  const dot = name.lastIndexOf('.');
  const leaf = name.slice(dot + 1);
  const values = members.map((flags) => flags[name]).filter((value) => value !== undefined);
  const longest = Math.max(leaf.length, ...values.map((value) => shortFlag(value).length));
  return {
    name,
    path: dot < 0 ? '' : name.slice(0, dot),
    leaf,
    span: longest <= CHARACTERS_OF_ONE_TRACK ? 1 : longest <= CHARACTERS_OF_TWO_TRACKS ? 2 : 3,
    align: alignment(values),
  };
}

// 68 px a track, 16 px of padding, 7.2 px a character.
const CHARACTERS_OF_ONE_TRACK = 7;
const CHARACTERS_OF_TWO_TRACKS = 16;

function alignment(values: readonly FlagValue[]): FlagColumn['align'] {
  if (values.length > 0 && values.every((value) => typeof value === 'boolean')) {
    return 'centre';
  }
  return values.some((value) => typeof value === 'string') ? 'left' : 'right';
}

/** By path, then leaf; names without a path last, so that a path's columns stay neighbours. */
function byPath(one: string, other: string): number {
  const [onePath, otherPath] = [one, other].map((name) => name.slice(0, Math.max(0, name.lastIndexOf('.'))));
  if (onePath === otherPath) {
    return one < other ? -1 : 1;
  }
  if (onePath === '' || otherPath === '') {
    return onePath === '' ? 1 : -1;
  }
  return (onePath ?? '') < (otherPath ?? '') ? -1 : 1;
}
