import { expect, it } from 'vitest';
import { BatchReport } from './batch-report.svelte';

it('shows a report until it was seen', () => {
  const report = new BatchReport();
  report.show('Stopped 2', []);
  expect(report.shown).toEqual({ what: 'Stopped 2', items: [] });
  report.close();
  expect(report.shown).toBeNull();
});
