import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SkyDeckApi } from '../api/client';
import { Problem } from '../api/problem';
import type { Experiment } from '../model/experiment';
import type { Flags } from '../model/flag-value';
import type { Announcer } from './announcer.svelte';
import { Board } from './board.svelte';
import { CellEditor } from './cell-editor.svelte';
import { Toasts } from './toasts.svelte';

const row = (flags: Flags, spec_revision: number) =>
  ({ id: 7, name: 'dv.lr', flags, spec_revision, latest_epoch: null }) as unknown as Experiment;
const reply = (value: Experiment, revision = 20) => ({ value, revision, next: null, undo: null, warnings: [] });
const place = { group: null, id: 7, flag: 'lr' };

describe('the editor of a flag cell', () => {
  const api = { editSpec: vi.fn<SkyDeckApi['editSpec']>(), experiment: vi.fn<SkyDeckApi['experiment']>() };
  let board: Board;
  let editor: CellEditor;

  beforeEach(() => {
    vi.resetAllMocks();
    board = new Board(api as unknown as SkyDeckApi, { changed: vi.fn() } as unknown as Announcer);
    board.putExperiment(row({ lr: 1_234_567, seed: 1 }, 3), 10);
    editor = new CellEditor(api as unknown as SkyDeckApi, board, new Toasts());
    editor.open(place);
  });

  it('begins with the exact value, and saving it unchanged sends nothing', async () => {
    expect(editor.typed).toBe('1234567');
    expect(await editor.save()).toBe(true);
    expect(api.editSpec).not.toHaveBeenCalled();
    expect(editor.place).toBeNull();
  });

  it('sends all flags with the one that is edited, for the revision it was made from', async () => {
    api.editSpec.mockResolvedValue(reply(row({ lr: 1_500_000, seed: 1 }, 4)));
    editor.typed = '1.5M';
    expect(await editor.save()).toBe(true);
    expect(api.editSpec).toHaveBeenCalledWith(7, '{"flags":{"seed":1,"lr":1500000}}', 3);
  });

  it('takes an empty text for no value, never for 0', async () => {
    editor.typed = ' ';
    expect(await editor.save()).toBe(false);
    expect(editor.problem).toMatch(/Write a value/);
    expect(api.editSpec).not.toHaveBeenCalled();
  });

  it('shows the server’s reason and what was before', async () => {
    const fields = [{ field: 'flags.lr', message: 'lr takes a number above 0.' }];
    api.editSpec.mockRejectedValue(new Problem(422, 'Wrong.', fields));
    editor.typed = '-1';
    expect(await editor.save()).toBe(false);
    expect(editor.problem).toBe('lr takes a number above 0.');
    expect(board.experiments.get(7)?.flags['lr']).toBe(1_234_567);
    expect(editor.typed).toBe('-1');
  });

  it('never loses what is typed to somebody else’s edit, and writes over it only when told to', async () => {
    editor.typed = '5';
    board.putExperiment(row({ lr: 3, seed: 1 }, 4), 11);
    expect(editor.theirs).toEqual({ value: 3 });
    expect(editor.typed).toBe('5');
    expect(await editor.save()).toBe(false);
    expect(api.editSpec).not.toHaveBeenCalled();
    editor.keepMine();
    api.editSpec.mockResolvedValue(reply(row({ lr: 5, seed: 1 }, 5)));
    expect(await editor.save()).toBe(true);
    expect(api.editSpec).toHaveBeenCalledWith(7, '{"flags":{"seed":1,"lr":5}}', 4);
  });

  it('takes theirs', () => {
    board.putExperiment(row({ lr: 3, seed: 1 }, 4), 11);
    editor.takeTheirs();
    expect(editor.typed).toBe('3');
    expect(editor.theirs).toBeNull();
  });

  it('is made again on what it is now when somebody edited another field', async () => {
    api.editSpec.mockRejectedValueOnce(new Problem(412, 'Edited.'));
    api.experiment.mockResolvedValue(reply(row({ lr: 1_234_567, seed: 2 }, 4), 12));
    api.editSpec.mockResolvedValueOnce(reply(row({ lr: 5, seed: 2 }, 5)));
    editor.typed = '5';
    expect(await editor.save()).toBe(true);
    expect(api.editSpec).toHaveBeenLastCalledWith(7, '{"flags":{"seed":2,"lr":5}}', 4);
  });

  it('takes the flag away', async () => {
    api.editSpec.mockResolvedValue(reply(row({ seed: 1 }, 4)));
    expect(await editor.unset()).toBe(true);
    expect(api.editSpec).toHaveBeenCalledWith(7, '{"flags":{"seed":1}}', 3);
  });
});
