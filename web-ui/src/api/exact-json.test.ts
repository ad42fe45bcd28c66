import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ExactNumber } from '../model/flag-value';

type Reviver = (key: string, value: unknown, context?: { source: string }) => unknown;

describe('parsing exactly', () => {
  const native = JSON.parse;

  beforeEach(() => {
    vi.resetModules();
  });

  afterEach(() => {
    JSON.parse = native;
  });

  it('keeps what a double would change, in flags only', async () => {
    // Node 20 has no source text for revivers; this stands in for what browsers pass.
    JSON.parse = ((_text: string, reviver: Reviver) => {
      const flags = { one: reviver('one', 1, { source: '1.0' }), two: reviver('two', 2, { source: '2' }) };
      const experiment = { flags: reviver('flags', flags), seconds: reviver('seconds', 3, { source: '3.0' }) };
      return reviver('', experiment);
    }) as typeof JSON.parse;
    const { parseExactly } = await import('./exact-json');
    const { ExactNumber: Exact } = await import('../model/flag-value');
    expect(parseExactly('')).toEqual({ flags: { one: new Exact('1.0'), two: 2 }, seconds: 3 });
  });

  it('is plain JSON without that help', async () => {
    const { parseExactly } = await import('./exact-json');
    const parsed = parseExactly('{"flags":{"lr":0.5},"tags":["a"],"n":null}');
    expect(parsed).toEqual({ flags: { lr: 0.5 }, tags: ['a'], n: null });
    expect(parsed).not.toBeInstanceOf(ExactNumber);
  });
});
