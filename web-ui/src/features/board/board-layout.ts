import { pathCells, trackCount, type FlagLayout } from '../../model/flag-columns';
import type { FlagLayoutCache } from '../../model/flag-layout-cache';
import { COLUMN_HEADER, GROUP_HEADER, PANEL, ROW, TALL_GROUP_HEADER } from '../../model/row-window';
import { inOrder } from '../../model/sorting';
import type { Section } from '../../state/board.svelte';

/** A section with its columns, and where its rows are. */
export interface PlacedSection {
  readonly section: Section;
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
): readonly Section[] {
  return sections
    .map(({ group, members }) => {
      const shown = found === null ? members : members.filter(({ id }) => found.has(id));
      return { group, members: rank === null ? shown : inOrder(shown, rank) };
    })
    .filter(({ members }) => found === null || members.length > 0);
}

/** Places sections below each other. */
export function placeSections(
  sections: readonly Section[],
  layouts: FlagLayoutCache,
  isOpen: (id: number) => boolean,
  edited: { readonly group: string | null; readonly flag: string } | null = null,
  row: number = ROW,
): PlacedSection[] {
  let start = COLUMN_HEADER;
  let rowsBefore = 0;
  return sections.map((section) => {
    const { group, members } = section;
    const flags = members.map((member) => member.flags);
    // A lone experiment outside groups has nothing to share its values with: they stay columns.
    const layout = layouts.of(
      group?.id ?? '',
      group === null && members.length === 1 ? [...flags, NO_FLAGS] : flags,
      group?.flags ?? [],
      edited !== null && edited.group === (group?.id ?? null) ? edited.flag : null,
    );
    const folded = group?.collapsed ?? false;
    const heights = folded ? [] : members.map(({ id }) => (isOpen(id) ? row + PANEL : row));
    const tall = !folded && pathCells(layout.columns).some((cell) => cell.path !== '');
    const top = start + (tall ? TALL_GROUP_HEADER : GROUP_HEADER);
    const empty = !folded && members.length === 0 ? row : 0;
    const end = top + heights.reduce((sum, height) => sum + height, 0) + empty;
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
