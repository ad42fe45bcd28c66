import AxeBuilder from '@axe-core/playwright';
import { expect, freshName, test } from './support/board';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

test.describe('on 390 pixels', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the board is a list to read, of which a tap opens a page', async ({ board, page }) => {
    await board.open();
    const list = page.getByRole('region', { name: 'Experiments', exact: true });
    const row = list.getByRole('listitem').filter({ hasText: 'demo.oom' });
    await expect(row).toContainText('Failed', { timeout: 60_000 });
    await expect(page.getByRole('table')).toHaveCount(0);
    await expect(list.getByRole('checkbox')).toHaveCount(0);
    const [name, state] = [row.getByText('demo.oom'), row.getByText('Failed', { exact: true })];
    expect((await state.boundingBox())?.y).toBeGreaterThan((await name.boundingBox())?.y ?? Infinity);
    expect((await row.boundingBox())?.height).toBe(59);
    // Letters do nothing to what cannot be selected here.
    await row.getByRole('link').focus();
    await page.keyboard.press('x');
    await page.keyboard.press('m');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await row.click();
    await expect(page.getByRole('heading', { level: 1, name: 'demo.oom' })).toBeVisible();
  });

  test('headers of groups stay while their rows are read; rows far away are not drawn', async ({ board, page }) => {
    const word = freshName('narrow');
    const group = await page.request.post('/api/groups', { data: { name: word } });
    const { id } = ((await group.json()) as { group: { id: string } }).group;
    const made: string[] = [];
    for (let at = 0; at < 60; at++) {
      const answer = await page.request.post('/api/experiments', { data: { name: `${word}.${at}`, flags: { lr: 1 } } });
      made.push(String(((await answer.json()) as { experiment: { id: number } }).experiment.id));
    }
    await page.request.post(`/api/groups/${id}/experiments`, { data: { experiment_ids: made } });
    await board.open();
    const section = page.getByRole('region', { name: word, exact: true });
    const head = section.getByRole('heading', { name: word });
    await expect(section).toContainText('lr');
    await page.locator('.boardscroll').evaluate((box) => {
      box.scrollTop += 1_500;
    });
    const row = section.getByRole('link', { name: new RegExp(`^${word}\\.25`) });
    await expect(row).toBeInViewport();
    await expect(head).toBeInViewport();
    expect(await section.getByRole('link').count()).toBeLessThan(45);
    const before = (await row.boundingBox())?.y;
    await page.request.delete(`/api/experiments/${made[2] ?? ''}`);
    await expect(section.getByText('59', { exact: true }).first()).toBeVisible();
    await expect.poll(async () => (await row.boundingBox())?.y).toBe(before);
  });

  for (const path of [
    '/',
    '/jobs?show=all',
    '/jobs/1',
    '/operations',
    '/x/1',
    '/settings',
    '/new',
    '/new/sweep?from=1',
  ]) {
    test(`${path} is as wide as the screen, and its pages are reached`, async ({ board, page }) => {
      await board.open(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(390);
      await page.screenshot({ path: `target/screenshots/narrow${path.replace(/[^a-z0-9]+/g, '-')}.png` });
      if (path !== '/new') {
        await expect(page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Jobs' })).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
        expect(violations).toEqual([]);
      }
    });
  }
});

test('states, selection and progress are there in high contrast', async ({ board, page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await board.open();
  await board.row('demo.baseline').getByRole('checkbox').check();
  const outline = await board.row('demo.baseline').evaluate((row) => getComputedStyle(row).outlineStyle);
  expect(outline).toBe('solid');
  await page.screenshot({ path: 'target/screenshots/high-contrast.png' });
});

test('nothing moves for who wants less motion', async ({ board, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await board.open();
  await page.waitForFunction(() => document.querySelectorAll('tr.row').length > 0);
  const moving = await page.evaluate(() => document.getAnimations().length);
  expect(moving).toBe(0);
});
