import { expect, freshName, test } from './support/board';

test('a group is renamed, shows chosen columns in their order, and is deleted', async ({ board, page }) => {
  const name = freshName('menu');
  const made = await page.request.post('/api/groups', { data: { name } });
  const { group } = (await made.json()) as { group: { id: string } };
  const ids: number[] = [];
  for (const at of [1, 2]) {
    const answer = await page.request.post('/api/experiments', {
      data: { name: `${name}.${at}`, flags: { alpha: at, beta: 7, gamma: at } },
    });
    ids.push(((await answer.json()) as { experiment: { id: number } }).experiment.id);
  }
  await page.request.post(`/api/groups/${group.id}/experiments`, { data: { experiment_ids: ids.map(String) } });
  await board.open(`/?filter=name:${name}`);
  const menu = page.getByRole('button', { name: /^More for browser\.menu/ });

  await menu.click();
  await page.getByRole('menuitem', { name: 'Choose columns' }).click();
  const columns = page.getByRole('dialog', { name: /^Columns of/ });
  await columns.getByRole('button', { name: 'Show gamma' }).click();
  await columns.getByRole('button', { name: 'Show alpha' }).click();
  await columns.getByRole('button', { name: 'alpha further left' }).click();
  await columns.getByRole('button', { name: 'gamma further left' }).click();
  await columns.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('th.leaf')).toHaveText(['gamma', 'alpha']);
  await page.reload();
  await expect(page.locator('th.leaf')).toHaveText(['gamma', 'alpha']);

  await menu.click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByLabel('Name', { exact: true }).fill(`${name}.new`);
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(page.locator('.gname')).toHaveText(`${name}.new`);

  await menu.click();
  await page.getByRole('menuitem', { name: 'Delete the group' }).click();
  await page.getByRole('button', { name: 'Delete the group', exact: true }).click();
  await expect(page.locator('.gname')).toHaveText('Ungrouped');
  await expect(board.row(`${name}.1`)).toBeVisible();
});

test('what has the focus is moved and added to groups by keys', async ({ board, page }) => {
  const [one, other] = [freshName('keys-one'), freshName('keys-other')];
  const name = freshName('keys');
  await page.request.post('/api/experiments', { data: { name, flags: {} } });
  for (const group of [one, other]) {
    await page.request.post('/api/groups', { data: { name: group } });
  }
  await board.open();
  await board.row(name).focus();
  await page.keyboard.press('m');
  const picker = page.getByRole('dialog', { name: `Move ${name} to a group` });
  await picker.getByRole('combobox').fill(one);
  await page.keyboard.press('Enter');
  await expect(picker).toBeHidden();
  await expect(page.getByRole('checkbox', { name: `Select all in ${one}` })).toBeVisible();

  await board.row(name).focus();
  await page.keyboard.press('Shift+M');
  await page
    .getByRole('dialog', { name: `Add ${name} to a group` })
    .getByRole('combobox')
    .fill(other);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('checkbox', { name: `Select all in ${other}` })).toBeVisible();
  await expect(page.getByRole('checkbox', { name: `Select all in ${one}` })).toBeVisible();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  for (const key of ['Move to a group', 'Add to a group', 'Previous experiment', 'Next experiment']) {
    await expect(sheet).toContainText(key);
  }
});
