import { expect, test } from './support/board';

test('shows the three experiments of the demo', async ({ board, page }) => {
  await board.open();
  await expect(page.getByRole('heading', { level: 1, name: 'Board' })).toBeAttached();
  await expect(board.state('demo.baseline')).toHaveText('Succeeded', { timeout: 60_000 });
  await expect(board.state('demo.long')).toHaveText('Running');
  await expect(board.state('demo.oom')).toHaveText('Failed');
});

test('lists the checkpoints of the one that succeeded', async ({ board }) => {
  await board.open();
  const checkpoints = await board.checkpoints('demo.baseline');
  await expect(checkpoints.first()).toBeVisible();
  await expect(checkpoints.first()).toContainText(/s3:\/\/.*demo\.baseline/);
});

test('tells the exit code of the one that failed', async ({ board }) => {
  await board.open();
  const jobs = await board.jobs('demo.oom');
  await expect(jobs.first()).toContainText('Failed');
  await expect(jobs.first().getByRole('cell', { name: '137', exact: true })).toBeVisible();
});

test('opens an experiment by its link', async ({ board, page }) => {
  await board.open();
  const href = await board.row('demo.baseline').getByRole('link', { name: 'demo.baseline' }).getAttribute('href');
  await board.open(href ?? '');
  await expect(page.getByRole('heading', { level: 1, name: 'demo.baseline' })).toBeAttached();
  await expect(page).toHaveTitle('demo.baseline · SkyDeck');
  await expect(page.getByRole('region', { name: 'demo.baseline', exact: true })).toBeVisible();
  await page.getByRole('tab', { name: 'Checkpoints' }).click();
  await expect(page).toHaveURL(/tab=checkpoints$/);
  await page.reload();
  await expect(page.getByRole('tab', { name: 'Checkpoints' })).toHaveAttribute('aria-selected', 'true');
});

test('says so when a link leads nowhere', async ({ page }) => {
  await page.goto('/nowhere');
  await expect(page.getByRole('heading', { name: 'There is no page here' })).toBeVisible();
});

test('can be walked by keyboard', async ({ board, page }) => {
  await board.open();
  await page.keyboard.press('j');
  const first = page.locator('tr.row').first();
  await expect(first).toBeFocused();
  await page.keyboard.press('ArrowDown');
  const second = page.locator('tr.row').nth(1);
  await expect(second).toBeFocused();
  const expanded = second.getByRole('button', { name: /^Details of/ });
  const before = await expanded.getAttribute('aria-expanded');
  await page.keyboard.press('Enter');
  await expect(expanded).toHaveAttribute('aria-expanded', before === 'true' ? 'false' : 'true');
  await page.keyboard.press('Enter');
  await expect(expanded).toHaveAttribute('aria-expanded', before ?? '');
  await page.keyboard.press('k');
  await expect(first).toBeFocused();
});
