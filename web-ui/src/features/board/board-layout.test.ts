import { expect, it } from 'vitest';
import type { GroupRow } from '../../api/stream/changes';
import type { Experiment } from '../../model/experiment';
import { FlagLayoutCache } from '../../model/flag-layout-cache';
import type { Section } from '../../state/board.svelte';
import { placeSections, tracksOf } from './board-layout';

const experiment = (id: number, flags = {}) => ({ id, flags }) as Experiment;
const group = (id: string, collapsed: boolean) => ({ id, collapsed, flags: [] as string[] }) as unknown as GroupRow;

const sections: Section[] = [
  { group: group('a', false), members: [experiment(1, { 'a.b': 1 }), experiment(2)] },
  { group: group('b', true), members: [experiment(3)] },
  { group: group('c', false), members: [] },
  { group: null, members: [experiment(4, { lr: 1 })] },
];

it('places rows below their headers, folded groups without rows, empty ones with a line', () => {
  const placed = placeSections(sections, new FlagLayoutCache(), (id) => id === 2);
  expect(placed.map(({ start, top, end, heights, rowsBefore }) => [start, top, end, heights, rowsBefore])).toEqual([
    [28, 28 + 52, 400, [28, 292], 0],
    [400, 400 + 32, 432, [], 2],
    [432, 432 + 32, 492, [], 2],
    [492, 492 + 32, 552, [28], 2],
  ]);
});

it('keeps columns for a lone experiment outside groups and has five tracks at least', () => {
  const placed = placeSections(sections, new FlagLayoutCache(), () => false);
  expect(placed[3]?.layout.columns.map((column) => column.name)).toEqual(['lr']);
  expect(tracksOf(placed)).toBe(5);
});
