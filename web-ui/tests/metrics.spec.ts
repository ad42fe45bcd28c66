import { expect, freshName, test } from './support/board';

test('what a run measures is drawn, walked by keys and shown as a table', async ({ board, page }) => {
  const name = freshName('measured');
  await board.open();
  await board.create(name, { seconds: '6', epochs: '6' });
  await board.act('Run', name);
  await expect(board.state(name)).toHaveText('Succeeded', { timeout: 60_000 });
  const details = await board.details(name);
  await details.getByRole('tab', { name: 'Metrics' }).click();
  await details.getByRole('combobox', { name: 'Metric' }).selectOption({ index: 0 });
  const chart = details.getByRole('slider');
  await expect(chart).toBeVisible();
  await chart.focus();
  await page.keyboard.press('Home');
  const first = await chart.getAttribute('aria-valuetext');
  await page.keyboard.press('End');
  expect(await chart.getAttribute('aria-valuetext')).not.toBe(first);
  await details.getByRole('button', { name: 'Epoch', exact: true }).click();
  const ticks = chart.locator('svg .mid');
  await expect(ticks.first()).toBeVisible();
  expect((await ticks.allTextContents()).filter((tick) => !/^[\d,]+$/.test(tick))).toEqual([]);
  await details.getByRole('button', { name: 'Table' }).click();
  await expect(details.getByRole('table')).toContainText(/\d/);
});
