import type { Page } from '@playwright/test';
import { expect, freshName, test, type BoardPage } from './support/board';

/** What stands over the columns between the star and the flags. */
function heads(page: Page) {
  return page.locator('table.board thead th.colhead');
}

async function chooseColumns(page: Page) {
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  return page.getByRole('dialog', { name: 'Columns of the board' });
}

async function withFlags(page: Page, word: string, flags: readonly object[]): Promise<number[]> {
  const ids: number[] = [];
  for (const [at, one] of flags.entries()) {
    const answer = await page.request.post('/api/experiments', {
      data: { name: `${freshName(word)}.${at}`, flags: one, tags: [word] },
    });
    ids.push(((await answer.json()) as { experiment: { id: number } }).experiment.id);
  }
  return ids;
}

async function saveAs(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Save as a view' }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page).toHaveURL(/\/v\/[^?]+$/);
}

async function deleteView(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Delete the view ${name}` }).click();
  await page.getByRole('button', { name: 'Delete the view', exact: true }).click();
  await expect(page.getByRole('link', { name, exact: true })).toBeHidden();
}

async function openSaved(board: BoardPage, page: Page): Promise<void> {
  await board.open(new URL(page.url()).pathname);
}

test('columns, sort and filter are one view, edited in the address and saved together', async ({ board, page }) => {
  const name = freshName('columns');
  await board.open();
  await expect(heads(page)).toHaveText(['Name', 'StateFor', 'Epoch', 'Progress', 'GPU·h', 'Age']);
  const dialog = await chooseColumns(page);
  await dialog.getByRole('checkbox', { name: 'Epoch' }).uncheck();
  await dialog.getByRole('checkbox', { name: 'Cost' }).check();
  await dialog.getByRole('button', { name: 'Cost further left' }).click();
  await dialog.getByRole('button', { name: 'Close' }).click();
  const chosen = ['Name', 'StateFor', 'Progress', 'GPU·h', 'Cost', 'Age'];
  await expect(heads(page)).toHaveText(chosen);
  await expect(page).toHaveURL(/\?columns=state%2Cprogress%2Cgpu_hours%2Ccost%2Cage$/);
  await page.getByRole('button', { name: 'Sort by Name' }).click();
  await page.reload();
  await expect(heads(page)).toHaveText(['Name↑', ...chosen.slice(1)]);

  await saveAs(page, name);
  await openSaved(board, page);
  await expect(heads(page)).toHaveText(['Name↑', ...chosen.slice(1)]);
  await page.getByRole('button', { name: /^Sort by Name/ }).click();
  await expect(page.getByRole('link', { name: `${name} edited` })).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('link', { name: `${name} edited` })).toBeHidden();
  await openSaved(board, page);
  await expect(heads(page).first()).toHaveText('Name↓');
  await deleteView(page, name);
});

test('a new flag never changes a saved view, and is one click away', async ({ board, page }) => {
  const name = freshName('flags');
  const [first] = await withFlags(page, 'pinned', [
    { 'trainer.lr': 1, seed: 1 },
    { 'trainer.lr': 2, seed: 1 },
  ]);
  await board.open('/?filter=tag:pinned');
  await expect(page.getByRole('button', { name: /^Sort by trainer\.lr/ })).toBeVisible();
  await saveAs(page, name);
  await page.request.patch(`/api/experiments/${first ?? 0}/spec`, {
    data: { flags: { 'trainer.clip': 0.2, seed: 7 } },
  });
  // Known when it was saved, and differing now.
  await expect(page.getByRole('button', { name: /^Sort by seed/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Sort by trainer\.clip/ })).toBeHidden();
  await page.getByRole('button', { name: '1 more flag' }).click();
  await expect(page.getByRole('button', { name: /^Sort by trainer\.clip/ })).toBeVisible();
  await expect(page.getByRole('link', { name: `${name} edited` })).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('link', { name: `${name} edited` })).toBeHidden();
  await openSaved(board, page);
  await expect(page.getByRole('button', { name: /^Sort by trainer\.clip/ })).toBeVisible();
  await deleteView(page, name);
});

test('a column is as wide as its edge is dragged, or as is typed, for this browser', async ({ board, page }) => {
  await board.open();
  const epoch = heads(page).filter({ hasText: 'Epoch' });
  const width = async () => Math.round((await epoch.boundingBox())?.width ?? 0);
  expect(await width()).toBe(60);
  const edge = await epoch.locator('.coledge').boundingBox();
  const [x, y] = [(edge?.x ?? 0) + (edge?.width ?? 0) / 2, (edge?.y ?? 0) + 14];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 40, y, { steps: 4 });
  await page.mouse.up();
  await expect.poll(width).toBe(100);
  await page.reload();
  await expect.poll(width).toBe(100);

  const dialog = await chooseColumns(page);
  const field = dialog.getByLabel('Width of Epoch in pixels');
  await expect(field).toHaveValue('100');
  await field.fill('80');
  await field.press('Tab');
  await expect.poll(width).toBe(80);
  await dialog.getByRole('button', { name: 'Usual widths' }).click();
  await expect.poll(width).toBe(60);
});

test('hours are a column with a sum in the header, and what is not known is a dot', async ({ board, page }) => {
  await board.open('/?columns=state,gpu_hours,cost');
  await expect(board.state('demo.baseline')).toHaveText('Succeeded', { timeout: 60_000 });
  await expect(page.getByText(/GPUs? in use/)).toBeVisible();
  const [fresh] = await withFlags(page, 'never-ran', [{}]);
  const cells = page.locator(`tr[data-experiment="${fresh ?? 0}"] td.r`);
  await expect(cells).toHaveText(['·', '·']);
});

test('on a wide screen there is more, on a small one select, star and name stay', async ({ board, page }) => {
  await page.setViewportSize({ width: 1720, height: 900 });
  await board.open();
  await expect(heads(page)).toHaveText(['Name', 'StateFor', 'Epoch', 'Progress', 'GPU·h', 'Age', 'Where', 'By']);
  await page.setViewportSize({ width: 1000, height: 900 });
  await expect(heads(page)).toHaveCount(6);
  const name = board.row('demo.baseline').getByRole('link', { name: 'demo.baseline' });
  const star = board.row('demo.baseline').getByRole('button', { name: 'Star demo.baseline' });
  const before = [await name.boundingBox(), await star.boundingBox()].map((box) => box?.x);
  const scrolled = await page.locator('.boardscroll').evaluate((box) => {
    box.scrollLeft = 300;
    return box.scrollLeft;
  });
  expect(scrolled).toBeGreaterThan(250);
  expect([await name.boundingBox(), await star.boundingBox()].map((box) => box?.x)).toEqual(before);
});

test('a link to a view that is gone says so, and does not show everything as if that were it', async ({
  board,
  page,
}) => {
  await board.open('/v/no-such-view');
  await expect(page.getByRole('heading', { name: 'There is no such view' })).toBeVisible();
  await expect(board.row('demo.baseline')).toHaveCount(0);
  await page.getByRole('link', { name: 'All experiments' }).click();
  await expect(page.getByRole('table', { name: 'Experiments' })).toBeVisible();
});

test('an address that was cut shows the board all the same', async ({ board, page }) => {
  await board.open('/?flags=%25');
  await expect(page.getByRole('table', { name: 'Experiments' })).toBeVisible();
});
