import { expect, freshName, test } from './support/board';

test('the pages are reached from the bar, and back leads to where one was', async ({ board, page }) => {
  await board.open();
  for (const title of ['Jobs', 'Checkpoints', 'Operations', 'Health', 'Trash', 'Settings']) {
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: title }).click();
    await expect(page).toHaveTitle(`${title} · SkyDeck`);
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeAttached();
  }
  await page.goBack();
  await expect(page).toHaveTitle('Trash · SkyDeck');
});

test('a form lies over the page it was opened from and gives it back', async ({ board, page }) => {
  await board.open('/x/1');
  await page.getByRole('button', { name: 'Edit demo.baseline' }).click();
  await expect(page.getByRole('dialog', { name: 'Edit demo.baseline' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/x\/1$/);
  await expect(page.getByRole('region', { name: 'demo.baseline', exact: true })).toBeVisible();
});

test('jobs are found by name, and the address keeps what was asked', async ({ board, page }) => {
  await board.open('/jobs');
  await page.getByRole('navigation', { name: 'Which jobs' }).getByRole('link', { name: 'All' }).click();
  await page.getByLabel('Find jobs by name or id').fill('demo.oom');
  const rows = page.getByRole('table', { name: 'Jobs' }).getByRole('row');
  await expect(rows.filter({ hasText: 'demo.baseline' })).toHaveCount(0);
  await expect(rows.filter({ hasText: 'demo.oom' }).first()).toContainText('Failed');
  await expect(page).toHaveURL(/show=all.*q=demo\.oom/);
  await page.reload();
  await expect(rows.filter({ hasText: 'demo.oom' }).first()).toBeVisible();
  await page.getByLabel('Find jobs by name or id').fill('no such job');
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
});

test('a job has a page with its log, searched and linked by line', async ({ board, page }) => {
  await board.open();
  const job = (await board.jobs('demo.baseline')).first();
  await job.getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: /^Job \d+/ })).toBeVisible();
  const log = page.getByRole('log', { name: 'Log', exact: true });
  await expect(log).toContainText('epoch');
  await page.getByLabel('Find in the log').fill('EPOCH');
  await expect(page.getByRole('status', { name: 'Hits' })).toHaveText(/^1 of [1-9]/);
  await page.getByLabel('Find in the log').press('Enter');
  await expect(page.getByRole('status', { name: 'Hits' })).toHaveText(/^2 of/);
  await log.getByRole('button', { name: 'Link to line 2', exact: true }).click();
  await expect(page).toHaveURL(/line=2$/);
  await page.reload();
  await expect(page.locator('.ln.linked')).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Follow', exact: true })).toHaveAttribute('aria-pressed', 'false');
});

test('the log of a running job comes by itself, and scrolling up stops following', async ({ board, page }) => {
  await board.open();
  await (await board.jobs('demo.long')).first().getByRole('link').click();
  const log = page.getByRole('log', { name: 'Log', exact: true });
  await expect(log).toContainText('epoch');
  const last = log.locator('.ln').last();
  const before = await last.innerText();
  await expect(last).not.toHaveText(before);
  await expect(page.getByRole('status', { name: 'Log state' })).toHaveText('Live');
  await page.keyboard.press('/');
  await expect(page.getByLabel('Find in the log')).toBeFocused();
});

test('operations are those of one person', async ({ board, page }) => {
  const name = freshName('told');
  await page.request.post('/api/experiments', { data: { name } });
  await board.open('/operations');
  const table = page.getByRole('table', { name: 'History' });
  await expect(table.getByRole('link', { name }).first()).toBeVisible();
  await page.getByLabel('Only by').fill('nobody');
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
});

test('what was deleted is restored from the trash or dropped for good', async ({ board, page }) => {
  const [kept, dropped] = [freshName('kept'), freshName('dropped')];
  for (const name of [kept, dropped]) {
    const made = await page.request.post('/api/experiments', { data: { name } });
    const { experiment } = (await made.json()) as { experiment: { id: number } };
    await page.request.delete(`/api/experiments/${experiment.id}`);
  }
  await board.open('/trash');
  await page.getByRole('button', { name: `Restore ${kept}` }).click();
  await expect(page.getByRole('button', { name: `Restore ${kept}` })).toBeHidden();
  await page.getByRole('button', { name: `Drop ${dropped} for good` }).click();
  await page.getByRole('button', { name: 'Drop for good', exact: true }).click();
  await expect(page.getByRole('button', { name: `Restore ${dropped}` })).toBeHidden();
  await page.getByRole('link', { name: 'Board' }).click();
  await expect(board.row(kept)).toBeVisible();
});

test('settings are kept: rows become higher', async ({ board, page }) => {
  await board.open('/settings');
  await page.getByRole('button', { name: 'Comfortable' }).click();
  await page.goto('/');
  await board.live();
  const height = await board.row('demo.baseline').evaluate((row) => row.getBoundingClientRect().height);
  expect(height).toBe(34);
});
