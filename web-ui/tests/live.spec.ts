import { BoardPage, expect, freshName, test } from './support/board';

test('two tabs see the same change', async ({ board, context }) => {
  const name = freshName('twin');
  const other = new BoardPage(await context.newPage());
  await board.open();
  await other.open();
  await board.create(name, { seconds: '3', epochs: '1' });
  await expect(other.row(name)).toBeVisible();
  await other.row(name).hover();
  await other
    .row(name)
    .getByRole('button', { name: `Star ${name}` })
    .click();
  await expect(board.row(name).getByRole('button', { name: `Star ${name}` })).toHaveAttribute('aria-pressed', 'true');
  await board.act('Run', name);
  for (const tab of [board, other]) {
    await expect(tab.state(name)).toHaveText('Succeeded', { timeout: 60_000 });
  }
});

test('a delete can be undone', async ({ board, page }) => {
  const name = freshName('undo');
  await board.open();
  await board.create(name, { seconds: '1' });
  await (await board.details(name)).getByRole('button', { name: `Delete ${name}` }).click();
  await expect(board.row(name)).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(board.row(name)).toBeVisible();
});

test('a new group takes a new experiment', async ({ board, page }) => {
  const group = freshName('group');
  await board.open();
  await page.getByRole('button', { name: 'New group' }).click();
  await page.getByLabel('Name', { exact: true }).fill(group);
  await page.getByRole('button', { name: 'Create group' }).click();
  await page.getByRole('button', { name: `New experiment in ${group}` }).click();
  const name = freshName('member');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const section = page.locator('tbody').filter({ hasText: group });
  await expect(section.getByRole('link', { name, exact: true })).toBeVisible();
});
