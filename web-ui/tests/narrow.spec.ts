import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './support/board';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

test.describe('on 390 pixels', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  for (const path of ['/', '/jobs?show=all', '/jobs/1', '/operations', '/x/1', '/settings', '/new']) {
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
