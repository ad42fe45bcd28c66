import { expect, it } from 'vitest';
import { FlagLayoutCache } from './flag-layout-cache';

it('lays out again only when members, flags or chosen columns are others', () => {
  const cache = new FlagLayoutCache();
  const [one, other] = [{ lr: 1 }, { lr: 2 }];
  const first = cache.of('a', [one, other], []);
  expect(cache.of('a', [one, other], [])).toBe(first);
  expect(cache.of('b', [one, other], [])).not.toBe(first);
  expect(cache.of('a', [one, { lr: 3 }], [])).not.toBe(first);
  expect(cache.of('a', [one], []).columns).toEqual([]);
  expect(cache.of('a', [one, other], ['lr', 'x']).columns).toHaveLength(2);
});
