import { expect, freshName, test } from './support/board';

async function two(page: import('@playwright/test').Page, word: string): Promise<[string, string]> {
  const names: [string, string] = [`${freshName(word)}.a`, `${freshName(word)}.b`];
  for (const [at, name] of names.entries()) {
    await page.request.post('/api/experiments', { data: { name, flags: { 'trainer.seed': at }, tags: [word] } });
  }
  return names;
}

test('clauses become chips and part of the address, and are taken away one by one', async ({ board, page }) => {
  const [a, b] = await two(page, 'chips');
  await board.open();
  await page.keyboard.press('/');
  const field = page.getByRole('combobox', { name: 'Filter the board' });
  await expect(field).toBeFocused();
  await field.pressSequentially('tag:chips');
  await field.press('Enter');
  await expect(board.row(a)).toBeVisible();
  await expect(board.row('demo.baseline')).toBeHidden();
  await field.pressSequentially('trainer.seed=1');
  await field.press('Enter');
  await expect(board.row(a)).toBeHidden();
  await expect(board.row(b)).toBeVisible();
  await expect(page).toHaveURL(/filter=tag%3Achips\+trainer\.seed%3D1$/);
  await page.reload();
  await board.live();
  await expect(board.row(a)).toBeHidden();
  await page.getByRole('button', { name: 'Take away trainer.seed=1' }).click();
  await expect(board.row(a)).toBeVisible();
});

test('what matches nothing says what would help, and what means nothing why', async ({ board, page }) => {
  await two(page, 'help');
  await board.open('/?filter=tag:help%20epoch>1000');
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
  await page.getByRole('button', { name: /^Without epoch>1000 there are/ }).click();
  await expect(page).toHaveURL(/filter=tag%3Ahelp$/);
  const field = page.getByRole('combobox', { name: 'Filter the board' });
  await field.fill('state:rnning');
  await expect(page.getByRole('alert')).toContainText(/state/i);
  await expect(field).toHaveAttribute('aria-invalid', 'true');
});

test('a view is saved, opened by its link, edited and deleted', async ({ board, page }) => {
  const [a, b] = await two(page, 'views');
  const name = freshName('view');
  await board.open('/?filter=tag:views');
  await page.getByRole('button', { name: 'Save as a view' }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page).toHaveURL(/\/v\//);
  await page.reload();
  await board.live();
  await expect(board.row(a)).toBeVisible();
  await expect(board.row('demo.baseline')).toBeHidden();
  await page.getByRole('combobox', { name: 'Filter the board' }).fill('trainer.seed=0');
  await page.getByRole('combobox', { name: 'Filter the board' }).press('Enter');
  await expect(board.row(b)).toBeHidden();
  await expect(page.getByRole('link', { name: `${name} edited` })).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('link', { name: `${name} edited` })).toBeHidden();
  await expect(board.row(b)).toBeHidden();
  await page.getByRole('button', { name: `Delete the view ${name}` }).click();
  await page.getByRole('button', { name: 'Delete the view', exact: true }).click();
  await expect(page.getByRole('link', { name, exact: true })).toBeHidden();
});

test('rows are sorted by a flag, stay where they are when it changes, and move when told to', async ({
  board,
  page,
}) => {
  const [a, b] = await two(page, 'sorted');
  await board.open('/?filter=tag:sorted');
  await page.getByRole('button', { name: /^Sort by trainer\.seed/ }).click();
  await expect(page).toHaveURL(/sort=flags\.trainer\.seed$/);
  await page.getByRole('button', { name: /^Sort by trainer\.seed/ }).click();
  const names = page.locator('tr.row .name');
  await expect(names).toHaveText([b, a]);
  await page.reload();
  await expect(names).toHaveText([b, a]);

  const id = await board.row(a).getAttribute('data-experiment');
  await page.request.patch(`/api/experiments/${id ?? ''}/spec`, { data: { flags: { 'trainer.seed': 5 } } });
  const again = page.getByRole('button', { name: '2 rows would move' });
  await expect(again).toBeVisible();
  await expect(names).toHaveText([b, a]);
  await again.click();
  await expect(names).toHaveText([a, b]);

  await page.getByRole('button', { name: 'Sort by Name' }).click();
  await expect(page.getByRole('columnheader', { name: 'Sort by Name, least first' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
});
