import type { Locator, Page } from '@playwright/test';
import { expect, freshName, test } from './support/board';

interface Made {
  readonly id: number;
  readonly name: string;
}

/** More rows than a screen has, outside groups, in that order. */
async function makeRows(page: Page, count: number): Promise<readonly Made[]> {
  const word = freshName('jump');
  const made: Made[] = [];
  for (let at = 0; at < count; at++) {
    const name = `${word}.${String(at).padStart(2, '0')}`;
    const answer = await page.request.post('/api/experiments', { data: { name, flags: {} } });
    made.push(((await answer.json()) as { experiment: Made }).experiment);
  }
  await page.request.post('/api/experiments/reorder', { data: { order: made.map(({ id }) => id) } });
  return made;
}

/** Scrolls on until the row is drawn: what other tests left on the board stands above it. */
async function reach(page: Page, row: Locator): Promise<void> {
  const box = page.locator('.boardscroll');
  for (let at = 0; (await row.count()) === 0; at += 280) {
    expect(at, 'the row is nowhere on the board').toBeLessThan(await box.evaluate((element) => element.scrollHeight));
    await box.evaluate((element, top) => {
      element.scrollTop = top;
      return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }, at);
  }
}

/** Scrolls until the row is the third in view, and answers where it is then. */
async function lookAt(page: Page, row: Locator): Promise<number> {
  await reach(page, row);
  await row.evaluate((element) => {
    const box = element.closest('.boardscroll');
    box?.scrollBy(0, element.getBoundingClientRect().top - box.getBoundingClientRect().top - 90);
  });
  await expect.poll(() => page.locator('.boardscroll').evaluate((box) => box.scrollTop)).toBeGreaterThan(300);
  return topOf(row);
}

async function topOf(row: Locator): Promise<number> {
  return Math.round((await row.boundingBox())?.y ?? NaN);
}

test('a row and a group that come and go above leave what one looks at where it is', async ({ board, page }) => {
  const made = await makeRows(page, 50);
  await board.open();
  const table = page.getByRole('table', { name: 'Experiments' });
  const rows = Number(await table.getAttribute('aria-rowcount'));
  const row = page.locator(`tr[data-experiment="${made[22]?.id ?? 0}"]`);
  const before = await lookAt(page, row);

  const above = { name: freshName('jump-above') };
  const answer = await page.request.post('/api/groups', { data: above });
  const { group } = (await answer.json()) as { group: { id: string } };
  const one = await page.request.post('/api/experiments', { data: { name: freshName('jump-new'), group: above.name } });
  const { experiment } = (await one.json()) as { experiment: Made };
  await page.request.post(`/api/groups/${group.id}/experiments`, { data: { experiment_ids: [String(experiment.id)] } });
  await expect(table).toHaveAttribute('aria-rowcount', String(rows + 1));
  await expect.poll(() => topOf(row)).toBe(before);

  await page.request.delete(`/api/experiments/${made[3]?.id ?? 0}`);
  await expect(table).toHaveAttribute('aria-rowcount', String(rows));
  await expect.poll(() => topOf(row)).toBe(before);
});

test('a row that opens above what one looks at does not move it, one in view does not move those above', async ({
  board,
  page,
}) => {
  const made = await makeRows(page, 50);
  await board.open();
  // The focus stays above, out of view.
  const first = page.locator(`tr[data-experiment="${made[0]?.id ?? 0}"]`);
  await reach(page, first);
  await first.focus();
  const row = page.locator(`tr[data-experiment="${made[24]?.id ?? 0}"]`);
  const before = await lookAt(page, row);
  const scrolled = await page.locator('.boardscroll').evaluate((box) => box.scrollTop);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: made[0]?.name ?? '', exact: true })).toBeAttached();
  await expect.poll(() => page.locator('.boardscroll').evaluate((box) => box.scrollTop)).toBe(scrolled + 264);
  expect(await topOf(row)).toBe(before);

  await row.getByRole('button', { name: /^Details of/ }).click();
  await expect(page.getByRole('region', { name: made[24]?.name ?? '', exact: true })).toBeVisible();
  expect(await topOf(row)).toBe(before);
});

test('whoever is at the top sees what comes there', async ({ board, page }) => {
  await makeRows(page, 50);
  await board.open();
  const name = freshName('jump-top');
  await page.request.post('/api/groups', { data: { name } });
  await expect(page.getByText(name, { exact: true })).toBeInViewport();
});
