import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SkyDeckApi } from '../api/client';
import { Problem } from '../api/problem';
import type { Experiment } from '../model/experiment';
import type { FieldProblem } from '../model/field-problem';
import type { SkyDeck } from '../state/skydeck.svelte';
import { saveExperiment, TASK } from './save-experiment';

const experiment = (spec_revision: number) => ({ id: 7, name: 'dv.lr', spec_revision }) as Experiment;
const answer = <T>(value: T, warnings: FieldProblem[] = []) =>
  Promise.resolve({ value, revision: 12, next: null, undo: null, warnings });

describe('saving an edit', () => {
  const api = {
    editSpec: vi.fn<SkyDeckApi['editSpec']>(),
    experiment: vi.fn<SkyDeckApi['experiment']>(),
    validatedTask: vi.fn(() => answer({ problems: [] as string[] })),
  };
  const putExperiment = vi.fn();
  const deck = {
    api,
    board: { putExperiment },
    toasts: { done: vi.fn() },
    attempt: (_: string, action: () => Promise<unknown>) => action(),
  } as unknown as SkyDeck;

  beforeEach(() => {
    vi.clearAllMocks();
  });

  it('puts the answer on the board and has nothing to say', async () => {
    api.editSpec.mockReturnValueOnce(answer(experiment(5)));
    const saved = await saveExperiment(deck, experiment(4), '{"name":"dv.lr"}');
    expect(api.editSpec).toHaveBeenCalledWith(7, '{"name":"dv.lr"}', 4);
    expect(putExperiment).toHaveBeenCalledWith(experiment(5), 12);
    expect(saved).toEqual({ experiment: experiment(5), problems: [], warnings: [] });
  });

  it('hands on what the server wrote all the same', async () => {
    const unknown = { field: 'flags.lrr', message: 'tools.Train has no flag lrr.' };
    api.editSpec.mockReturnValueOnce(answer(experiment(5), [unknown]));
    const saved = await saveExperiment(deck, experiment(4), '{"name":"dv.lr"}');
    expect(saved.problems).toEqual([]);
    expect(saved.warnings).toEqual([unknown]);
  });

  it('tells what SkyPilot would refuse of what is saved', async () => {
    api.editSpec.mockReturnValueOnce(answer(experiment(5)));
    api.validatedTask.mockReturnValueOnce(answer({ problems: ['workdir is not for managed jobs'] }));
    const saved = await saveExperiment(deck, experiment(4), '{"name":"dv.lr"}');
    expect(saved.problems).toEqual([{ field: TASK, message: 'workdir is not for managed jobs' }]);
  });

  it('overwrites an edit by somebody else only when it is saved again', async () => {
    api.editSpec.mockRejectedValueOnce(new Problem(412, 'It was edited.'));
    api.experiment.mockReturnValueOnce(answer(experiment(9)));
    const saved = await saveExperiment(deck, experiment(4), '{"name":"dv.lr"}');
    expect(saved.experiment).toEqual(experiment(9));
    expect(saved.problems[0]?.message).toMatch(/edited meanwhile/);
    expect(putExperiment).not.toHaveBeenCalled();
  });

  it.each([
    ['dv.other', 'name'],
    ['dv.lr', ''],
  ])('puts a conflict of %s at the field "%s"', async (name, field) => {
    api.editSpec.mockRejectedValueOnce(new Problem(409, 'No.'));
    const saved = await saveExperiment(deck, experiment(4), JSON.stringify({ name }));
    expect(saved.problems).toEqual([{ field, message: 'No.' }]);
  });
});
