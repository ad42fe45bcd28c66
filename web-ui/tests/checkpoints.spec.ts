import { expect, freshName, test } from './support/board';

const NAME = 'demo.baseline';

test('tells how regularly checkpoints come', async ({ board, page }) => {
  await board.open();
  await board.checkpoints(NAME);
  await expect(page.getByRole('region', { name: NAME, exact: true })).toContainText(/newest .* ago.*every/);
});

test('downloads a checkpoint, and the page stays', async ({ board, page }) => {
  await board.open();
  const row = (await board.checkpoints(NAME)).first();
  const download = page.waitForEvent('download');
  await row.getByRole('button', { name: /^Download epoch/ }).click();
  expect(await (await download).failure()).toBeNull();
  await expect(page).toHaveTitle('Board · SkyDeck');
});

test('resumes from a checkpoint by a copy that can be taken back', async ({ board, page }) => {
  const copy = freshName('resumed');
  await board.open();
  const row = (await board.checkpoints(NAME)).first();
  await row.getByRole('button', { name: /^Resume from epoch/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Resume demo\.baseline from epoch/ });
  await dialog.getByLabel('Name').fill('a/b');
  await dialog.getByLabel('Flag').fill('init_checkpoint');
  await dialog.getByRole('button', { name: 'Make the copy' }).click();
  await expect(dialog.getByLabel('Name')).toHaveAttribute('aria-invalid', 'true');

  await dialog.getByLabel('Name').fill(copy);
  await dialog.getByRole('button', { name: 'Make the copy' }).click();
  await expect(dialog).toContainText(`${copy} is there, stopped`);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(board.state(copy)).toHaveText('Not started');
  const id = await board.row(copy).getAttribute('data-experiment');
  const text = await (await page.request.get(`/api/experiments/${id ?? ''}`)).text();
  expect(text).toMatch(/"init_checkpoint":"s3:/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(board.row(copy)).toBeHidden();
});
