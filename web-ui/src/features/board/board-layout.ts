import { pathCells, trackCount, type FlagLayout } from '../../model/flag-columns';
import type { FlagLayoutCache } from '../../model/flag-layout-cache';
import {
  COLUMN_HEADER,
  GROUP_HEADER,
  NARROW_HEADER,
  NARROW_ROW,
  PANEL,
  ROW,
  TALL_GROUP_HEADER,
  TALL_NARROW_HEADER,
} from '../../model/row-window';
import type { Mark } from '../../model/scroll-anchor';
import { inOrder } from '../../model/sorting';
import type { Experiment } from '../../model/experiment';
import type { Section } from '../../state/board.svelte';

/** A section with the members that are found. */
export interface ShownSection extends Section {
  /** The others too: what is common, and what is done to all of a group, is of all. */
  readonly all: readonly Experiment[];
}

/** A section with its columns, and where its rows are. */
export interface PlacedSection {
  readonly section: ShownSection;
  readonly layout: FlagLayout;
  /** Pixels from the top of the table to its header. */
  readonly start: number;
  /** And to its first row. */
  readonly top: number;
  /** And to where the next section begins. */
  readonly end: number;
  readonly heights: readonly number[];
  /** How many rows stand before its first. */
  readonly rowsBefore: number;
}

/**
 * The sections with those of their members that are found; without any of them a section is left out. Null finds all,
 * and leaves members in the order that people made.
 */
export function shownSections(
  sections: readonly Section[],
  found: ReadonlySet<number> | null,
  rank: ReadonlyMap<number, number> | null = null,
): readonly ShownSection[] {
  return sections
    .map(({ group, members: all }) => {
      const shown = found === null ? all : all.filter(({ id }) => found.has(id));
      return { group, all, members: rank === null ? shown : inOrder(shown, rank) };
    })
    .filter(({ members }) => found === null || members.length > 0);
}

/** What decides where rows are, beside the sections. */
export interface Placing {
  readonly layouts: FlagLayoutCache;
  readonly isOpen: (id: number) => boolean;
  /** The flag that somebody edits keeps its column. */
  readonly edited?: { readonly group: string | null; readonly flag: string } | null;
  /** The only flags that get columns; null for all that differ. */
  readonly flags?: readonly string[] | null;
  /** Height of a row in pixels. */
  readonly row?: number;
}

/** Places sections below each other. */
export function placeSections(
  sections: readonly ShownSection[],
  { layouts, isOpen, edited = null, flags: only = null, row = ROW }: Placing,
): PlacedSection[] {
  return stacked(sections, COLUMN_HEADER, (section) => {
    const { group, all, members } = section;
    const flags = all.map((member) => member.flags);
    // A lone experiment outside groups has nothing to share its values with: they stay columns.
    const layout = layouts.of(
      group?.id ?? '',
      group === null && all.length === 1 ? [...flags, NO_FLAGS] : flags,
      group?.flags ?? [],
      edited !== null && edited.group === (group?.id ?? null) ? edited.flag : null,
      only,
    );
    const folded = group?.collapsed ?? false;
    const heights = folded ? [] : members.map(({ id }) => (isOpen(id) ? row + PANEL : row));
    const tall = !folded && pathCells(layout.columns).some((cell) => cell.path !== '');
    const empty = !folded && members.length === 0 ? row : 0;
    return { layout, heights, header: tall ? TALL_GROUP_HEADER : GROUP_HEADER, empty };
  });
}

/** Places sections of the list on a narrow screen: rows without flags, which show only what all have in common. */
export function placeNarrow(sections: readonly ShownSection[], layouts: FlagLayoutCache): PlacedSection[] {
  return stacked(sections, 0, ({ group, all, members }) => {
    const layout = layouts.of(group?.id ?? '', group === null ? [] : all.map(({ flags }) => flags), []);
    const folded = group?.collapsed ?? false;
    const tall = !folded && layout.common.length > 0;
    return {
      layout,
      heights: folded ? [] : members.map(() => NARROW_ROW),
      header: tall ? TALL_NARROW_HEADER : NARROW_HEADER,
      empty: !folded && members.length === 0 ? NARROW_HEADER : 0,
    };
  });
}

/** Heights in pixels; `empty` is that of the line that says that a section has no rows. */
type Measured = Pick<PlacedSection, 'layout' | 'heights'> & { readonly header: number; readonly empty: number };

function stacked(
  sections: readonly ShownSection[],
  first: number,
  measure: (section: ShownSection) => Measured,
): PlacedSection[] {
  let start = first;
  let rowsBefore = 0;
  return sections.map((section) => {
    const { layout, heights, header, empty } = measure(section);
    const top = start + header;
    const end = heights.reduce((sum, height) => sum + height, top + empty);
    const placed = { section, layout, heights, rowsBefore, start, top, end };
    start = end;
    rowsBefore += heights.length;
    return placed;
  });
}

const NO_FLAGS = {};
const LEAST_TRACKS = 5;

/** How many tracks for flags the table needs, so that all sections share them. */
export function tracksOf(placed: readonly PlacedSection[]): number {
  return placed.reduce((most, { layout }) => Math.max(most, trackCount(layout.columns)), LEAST_TRACKS);
}

/** All flags of what is shown, those of columns first: what a view keeps to that is saved now. */
export function flagNames(sections: readonly ShownSection[], layouts: FlagLayoutCache): readonly string[] {
  const placed = placeSections(sections, { layouts, isOpen: () => false });
  const columns = placed.flatMap(({ layout }) => layout.columns.map(({ name }) => name));
  const common = placed.flatMap(({ layout }) => layout.common.map(({ name }) => name));
  return [...new Set([...columns, ...common])];
}

/** How many flags differ and have no column, because a view keeps to its own. */
export function hiddenFlags(placed: readonly PlacedSection[]): number {
  return new Set(placed.flatMap(({ layout }) => layout.hidden)).size;
}

/** Headers and rows between `top` and `bottom`, in pixels from the top of the table. */
export function marksIn(placed: readonly PlacedSection[], top: number, bottom: number): readonly Mark[] {
  return placed
    .filter(({ start, end }) => end > top && start < bottom)
    .flatMap(({ section, start, top: first, heights }) => {
      let at = first;
      const rows = heights.flatMap((height, index) => {
        const mark = { key: rowKey(section, index), top: at };
        at += height;
        return at > top && mark.top < bottom ? [mark] : [];
      });
      return first > top ? [{ key: headerKey(section), top: start }, ...rows] : rows;
    });
}

/** Where what has that key begins now; null when it is gone. */
export function topOf(placed: readonly PlacedSection[], key: string): number | null {
  for (const { section, start, top, heights } of placed) {
    if (headerKey(section) === key) {
      return start;
    }
    const id = key.startsWith(headerKey(section)) ? Number(key.slice(headerKey(section).length)) : null;
    const index = id === null ? -1 : section.members.findIndex((member) => member.id === id);
    if (index >= 0 && index < heights.length) {
      return heights.slice(0, index).reduce((sum, height) => sum + height, top);
    }
  }
  return null;
}

function headerKey({ group }: Section): string {
  return `${group?.id ?? ''}/`;
}

function rowKey(section: Section, index: number): string {
  return `${headerKey(section)}${section.members[index]?.id ?? ''}`;
}
