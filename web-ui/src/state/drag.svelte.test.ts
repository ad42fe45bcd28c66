import { expect, it } from 'vitest';
import { Drag } from './drag.svelte';

it('knows what is dragged from where until it ends', () => {
  const drag = new Drag();
  expect(drag.active).toBe(false);
  drag.start([1, 2], 'g1');
  drag.hover({ group: 'g2', before: 7 }, true);
  expect([drag.active, drag.from, drag.over, drag.add]).toEqual([true, 'g1', { group: 'g2', before: 7 }, true]);
  drag.end();
  expect([drag.active, drag.over, drag.add]).toEqual([false, null, false]);
});

it('takes the same place as no news', () => {
  const drag = new Drag();
  drag.start([1], null);
  const place = { group: 'g2', before: null };
  drag.hover(place, false);
  drag.hover({ ...place }, true);
  expect(drag.over).toBe(place);
  expect(drag.add).toBe(true);
});
