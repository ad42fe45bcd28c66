import { expect, it } from 'vitest';
import type { Experiment } from './experiment';
import { editSentence, groupEdit } from './group-edit';

const member = (id: number, lr: number | undefined, current_state: string, desired_state = 'STOPPED') =>
  ({ id, flags: lr === undefined ? {} : { lr }, current_state, desired_state }) as unknown as Experiment;

const members = [member(1, 1, 'RUNNING'), member(2, 2, 'INIT'), member(3, undefined, 'INIT', 'TERMINATED')];

it('touches those whose value changes and that take edits', () => {
  const edit = groupEdit(members, 'lr', 2);
  expect(edit.changed.map(({ id }) => id)).toEqual([1]);
  expect(editSentence(edit)).toBe(
    'For 1 experiment. All of them run and take it at the next launch. 1 terminated stays as it is.',
  );
});

it('takes a flag away from those that have it', () => {
  const edit = groupEdit(members, 'lr', null);
  expect(edit.changed.map(({ id }) => id)).toEqual([1, 2]);
  expect(editSentence(edit)).toBe('For 2 experiments. 1 of them runs and takes it at the next launch.');
});

it('says when nothing changes', () => {
  expect(editSentence(groupEdit([member(1, 2, 'INIT')], 'lr', 2))).toBe('Nothing changes.');
});
