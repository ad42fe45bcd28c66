import { expect, it } from 'vitest';
import { FlagNames } from './flag-names';

it('are sorted, each once, and the same list until one is new', () => {
  const names = new FlagNames();
  const first = [{ seed: 1, lr: 2 }, { lr: 3 }];
  const before = names.of(first);
  expect(before).toEqual(['lr', 'seed']);
  expect(names.of([...first, { seed: 7 }])).toBe(before);
  expect(names.of([{ clip: 1 }])).toEqual(['clip', 'lr', 'seed']);
});

it('of flags that were seen are not looked at again', () => {
  const names = new FlagNames();
  let looks = 0;
  const flags = new Proxy(
    { lr: 1 },
    {
      ownKeys: (target) => {
        looks++;
        return Reflect.ownKeys(target);
      },
    },
  );
  names.of([flags]);
  names.of([flags]);
  expect(looks).toBe(1);
});
