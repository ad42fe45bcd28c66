import { expect, it } from 'vitest';
import type { GroupRow } from '../../api/stream/changes';
import type { Experiment } from '../../model/experiment';
import { FlagLayoutCache } from '../../model/flag-layout-cache';
import {
  flagNames,
  hiddenFlags,
  marksIn,
  placeNarrow,
  placeSections,
  shownSections,
  topOf,
  tracksOf,
} from './board-layout';

const experiment = (id: number, flags = {}) => ({ id, flags }) as Experiment;
const group = (id: string, collapsed: boolean) => ({ id, collapsed, flags: [] as string[] }) as unknown as GroupRow;

const sections = shownSections(
  [
    { group: group('a', false), members: [experiment(1, { 'a.b': 1 }), experiment(2)] },
    { group: group('b', true), members: [experiment(3)] },
    { group: group('c', false), members: [] },
    { group: null, members: [experiment(4, { lr: 1 })] },
  ],
  null,
);

it('finds what is common in all of a group, not only in what a filter left', () => {
  const members = [experiment(1, { lr: 1 }), experiment(2, { lr: 2 })];
  const [shown] = shownSections([{ group: group('a', false), members }], new Set([1]));
  expect(shown?.members.map(({ id }) => id)).toEqual([1]);
  expect(shown?.all).toBe(members);
  const [placed] = placeSections(shown === undefined ? [] : [shown], {
    layouts: new FlagLayoutCache(),
    isOpen: () => false,
  });
  expect(placed?.layout.common).toEqual([]);
  expect(placed?.heights).toEqual([28]);
});

it('places rows below their headers, folded groups without rows, empty ones with a line', () => {
  const placed = placeSections(sections, { layouts: new FlagLayoutCache(), isOpen: (id) => id === 2 });
  expect(placed.map(({ start, top, end, heights, rowsBefore }) => [start, top, end, heights, rowsBefore])).toEqual([
    [28, 28 + 52, 400, [28, 292], 0],
    [400, 400 + 32, 432, [], 2],
    [432, 432 + 32, 492, [], 2],
    [492, 492 + 32, 552, [28], 2],
  ]);
});

it('keeps columns for a lone experiment outside groups and has five tracks at least', () => {
  const placed = placeSections(sections, { layouts: new FlagLayoutCache(), isOpen: () => false });
  expect(placed[3]?.layout.columns.map((column) => column.name)).toEqual(['lr']);
  expect(tracksOf(placed)).toBe(5);
});

it('gives no column to a flag that a view does not have, and counts it', () => {
  const layouts = new FlagLayoutCache();
  const placed = placeSections(sections, { layouts, isOpen: () => false, flags: ['a.b'] });
  expect(placed.map(({ layout }) => layout.columns.map(({ name }) => name))).toEqual([['a.b'], [], [], []]);
  expect(hiddenFlags(placed)).toBe(1);
  expect(flagNames(sections, layouts)).toEqual(['a.b', 'lr']);
});

it('finds again what was in view, wherever it is now', () => {
  const placing = { layouts: new FlagLayoutCache(), isOpen: () => false };
  const marks = marksIn(placeSections(sections, placing), 90, 150);
  expect(marks).toEqual([
    { key: 'a/1', top: 80 },
    { key: 'a/2', top: 108 },
    { key: 'b/', top: 136 },
  ]);
  const opened = placeSections(sections, { ...placing, isOpen: (id) => id === 1 });
  expect(marks.map(({ key }) => topOf(opened, key))).toEqual([80, 372, 400]);
  expect(topOf(opened, 'a/7')).toBeNull();
  expect(topOf(opened, 'b/3')).toBeNull();
});

it('places the rows of a narrow screen, with a second line for what all have in common', () => {
  const members = [experiment(1, { lr: 1 }), experiment(2, { lr: 1 })];
  const same = { group: group('a', false), members, all: members };
  const placed = placeNarrow([same, ...sections.slice(1)], new FlagLayoutCache());
  expect(placed.map(({ start, top, end, heights }) => [start, top, end, heights])).toEqual([
    [0, 64, 182, [59, 59]],
    [182, 222, 222, []],
    [222, 262, 302, []],
    [302, 342, 401, [59]],
  ]);
});
