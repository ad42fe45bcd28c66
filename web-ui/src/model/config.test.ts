import { describe, expect, it } from 'vitest';
import { anExperiment } from '../testing/an-experiment';
import { configOf } from './config';
import type { Experiment } from './experiment';
import { numberFlag, type Flags } from './flag-value';

const experiment = (flags: Flags, own: Partial<Experiment> = {}) => anExperiment({ git_branch: 'main', flags, ...own });

const lr = (text: string, own: Partial<Experiment> = {}) => experiment({ lr: numberFlag(text), env: 'maze' }, own);

describe('a configuration', () => {
  it('stands apart where the group differs', () => {
    const own = lr('1e-3', { nodes: 2 });
    const { differing, same } = configOf(own, [own, lr('1e-4'), lr('3e-4')], null);
    expect(differing).toEqual([
      { field: 'nodes', name: 'nodes', value: '2', before: null, group: '2, 1' },
      { field: 'flags.lr', name: 'lr', value: '1e-3', before: null, group: '1e-3, 1e-4, 3e-4' },
    ]);
    expect(same.map(({ name }) => name)).toEqual(['base_command', 'git_branch', 'gpus', 'spot', 'env']);
  });

  it('tells many numbers as a range, in their own digits', () => {
    const group = ['1e-3', '1e-4', '3e-4', '0.01'].map((text) => lr(text));
    const [own] = group as [Experiment, ...Experiment[]];
    expect(configOf(own, group, null).differing[0]?.group).toBe('1e-4 … 0.01');
  });

  it('counts many texts', () => {
    const group = ['a', 'b', 'c', 'd', 'e'].map((text) => experiment({ env: text }));
    const [own] = group as [Experiment, ...Experiment[]];
    expect(configOf(own, group, null).differing[0]?.group).toBe('a, b, c and 2 more');
  });

  it('shows first what was edited since the launch, with what it was', () => {
    const own = lr('3e-4');
    const edits = {
      launch_id: 3,
      fields: [
        { field: 'flags.lr', before: '1e-4', after: '3e-4' },
        { field: 'flags.seed', before: '7', after: null },
      ],
    };
    expect(configOf(own, [own], edits).edited).toEqual([
      { field: 'flags.lr', name: 'lr', value: '3e-4', before: '1e-4', group: null },
      { field: 'flags.seed', name: 'seed', value: null, before: '7', group: null },
    ]);
  });

  it('says that a member has none', () => {
    const own = lr('1e-3');
    expect(configOf(own, [own, experiment({ env: 'maze' })], null).differing).toEqual([
      { field: 'flags.lr', name: 'lr', value: '1e-3', before: null, group: '1e-3, none' },
    ]);
  });

  it('is all the same alone', () => {
    const own = lr('1e-3');
    const { edited, differing, same } = configOf(own, [own], null);
    expect([edited, differing]).toEqual([[], []]);
    expect(same.find(({ name }) => name === 'lr')).toEqual({
      field: 'flags.lr',
      name: 'lr',
      value: '1e-3',
      before: null,
      group: null,
    });
  });

  it('tells edits of what decides no launch by what the server says', () => {
    const own = lr('1e-3', { name: 'b' });
    const edits = { launch_id: 3, fields: [{ field: 'name', before: 'a', after: 'b' }] };
    expect(configOf(own, [own, lr('1e-3')], edits).edited).toEqual([
      { field: 'name', name: 'name', value: 'b', before: 'a', group: null },
    ]);
  });

  it('keeps a flag apart from the field of the same name', () => {
    const own = experiment({ nodes: 4 });
    const rows = configOf(own, [own], null).same.filter(({ name }) => name === 'nodes');
    expect(rows.map(({ field, value }) => [field, value])).toEqual([
      ['nodes', '1'],
      ['flags.nodes', '4'],
    ]);
  });
});
