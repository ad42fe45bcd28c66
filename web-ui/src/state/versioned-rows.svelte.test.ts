import { describe, expect, it } from 'vitest';
import { VersionedRows } from './versioned-rows.svelte';

describe('versioned rows', () => {
  it('never let an older revision overwrite a newer one', () => {
    const rows = new VersionedRows<number, string>();
    expect(rows.put(1, 'new', 5)).toBe(true);
    expect(rows.put(1, 'old', 4)).toBe(false);
    expect(rows.get(1)).toBe('new');
  });

  it('do not let a late answer bring back what is gone', () => {
    const rows = new VersionedRows<number, string>();
    rows.put(1, null, 5);
    rows.put(1, 'old', 4);
    expect(rows.get(1)).toBeUndefined();
    rows.put(1, 'brought back', 6);
    expect(rows.get(1)).toBe('brought back');
  });

  it('keep what is newer than a whole reading', () => {
    const rows = new VersionedRows<number, string>();
    rows.put(1, 'made while reading', 9);
    rows.put(2, 'gone', 3);
    rows.replaceAll(new Map([[3, 'read']]), 8);
    expect(rows.values().sort()).toEqual(['made while reading', 'read']);
  });

  it('take back an assumption unless the server spoke since', () => {
    const rows = new VersionedRows<number, string>();
    rows.put(1, 'a', 1);
    const takeBack = rows.assume(1, () => 'assumed');
    expect(rows.get(1)).toBe('assumed');
    takeBack();
    expect(rows.get(1)).toBe('a');

    const late = rows.assume(1, () => 'assumed');
    rows.put(1, 'told', 2);
    late();
    expect(rows.get(1)).toBe('told');
  });
});
