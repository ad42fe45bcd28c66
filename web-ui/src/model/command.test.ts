import { describe, expect, it } from 'vitest';
import { commandOf, shellQuoted, type CommandSource } from './command';
import { ExactNumber } from './flag-value';

const plain: CommandSource = {
  name: 'dv.lr',
  base_command: 'lt',
  tool_path: null,
  git_branch: null,
  nodes: 4,
  gpus: 8,
  flags: {},
};

describe('the command', () => {
  it('names gpus, nodes and the run', () => {
    expect(commandOf(plain)).toBe('lt --gpus=8 --nodes=4 run=dv.lr');
  });

  it('puts branch and tool before the run and sorts flags by name', () => {
    const source = {
      ...plain,
      git_branch: 'main',
      tool_path: 'arena.train',
      flags: { b: true, 'a.z': new ExactNumber('1e-04'), a: 'x' },
    };
    expect(commandOf(source)).toBe('lt --gpus=8 --nodes=4 --git-ref=main arena.train run=dv.lr a=x a.z=1e-04 b=true');
  });

  it('leaves the branch out when it is "-"', () => {
    expect(commandOf({ ...plain, git_branch: '-' })).not.toContain('--git-ref');
  });

  it.each([
    ['adam w', "'adam w'"],
    ["it's", "'it'\\''s'"],
    ['$(rm -rf .)', "'$(rm -rf .)'"],
    ['', "''"],
    ['s3://b/k.pt', 's3://b/k.pt'],
    ['β₂', "'β₂'"],
  ])('quotes %j for a shell', (text, quoted) => {
    expect(shellQuoted(text)).toBe(quoted);
  });
});
