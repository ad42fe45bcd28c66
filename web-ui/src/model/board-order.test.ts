import { expect, it } from 'vitest';
import { byOrder } from './board-order';

it('sorts by order, then newest first', () => {
  const rows = [
    { id: 1, order: 0, created_at: '2026-01-01T00:00:00' },
    { id: 2, order: 0, created_at: '2026-01-02T00:00:00' },
    { id: 3, order: -1, created_at: '2025-01-01T00:00:00' },
    { id: 4, order: 0, created_at: '2026-01-02T00:00:00' },
  ];
  expect(rows.sort(byOrder).map((row) => row.id)).toEqual([3, 4, 2, 1]);
});
