import { expect, it } from 'vitest';
import { RequestKey } from './request-key';

it('names the same request the same', () => {
  const key = new RequestKey();
  expect(key.of('{"name":"a"}')).toBe(key.of('{"name":"a"}'));
});

it('names a changed request anew, a former one too', () => {
  const key = new RequestKey();
  const names = ['a', 'b', 'a'].map((body) => key.of(body));
  expect(new Set(names).size).toBe(3);
  expect(names.every((name) => /^[0-9a-f]{32}$/.test(name))).toBe(true);
});

it('is never the same for two forms', () => {
  expect(new RequestKey().of('{}')).not.toBe(new RequestKey().of('{}'));
});
