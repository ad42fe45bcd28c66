import AxeBuilder from '@axe-core/playwright';
import { expect, freshName, test } from './support/board';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme });

    test('the board has no accessibility violations', async ({ board, page }) => {
      await board.open();
      await expect(board.row('demo.baseline')).toBeVisible();
      await board.jobs('demo.oom');
      await board.checkpoints('demo.baseline');
      const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
      expect(violations).toEqual([]);
      await page.screenshot({ path: `target/screenshots/board-${theme}.png` });
    });

    test('an open row with rules and drift has no accessibility violations', async ({ board, page }) => {
      const name = freshName(`look-${theme}`);
      const made = await page.request.post('/api/experiments', {
        data: {
          name,
          base_command: 'demo-train',
          flags: { seconds: 600 },
          restart_policy: 'on-failure',
          stop_rules: { epoch: 500, gpu_hours: 200, metrics: [{ name: 'loss', at_least: 20 }] },
          desired_state: 'RUNNING',
        },
      });
      const { experiment } = (await made.json()) as { experiment: { id: number } };
      await board.open();
      await expect(board.state(name)).toHaveText('Running', { timeout: 60_000 });
      await page.request.patch(`/api/experiments/${experiment.id}/spec`, { data: { nodes: 2 } });
      const details = await board.details(name);
      await expect(details.getByRole('button', { name: 'Relaunch with changes' })).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
      expect(violations).toEqual([]);
      await page.screenshot({ path: `target/screenshots/experiment-${theme}.png` });
      await page.request.post(`/api/experiments/${experiment.id}/state`, { data: { desired_state: 'STOPPED' } });
    });

    test('a board that is worked on has no accessibility violations', async ({ board, page }) => {
      await board.open('/?filter=name:demo');
      await page.getByRole('checkbox', { name: 'Select all that are shown' }).click();
      await board
        .row('demo.baseline')
        .getByRole('button', { name: /^seconds of / })
        .click();
      const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
      expect(violations).toEqual([]);
      await page.screenshot({ path: `target/screenshots/work-${theme}.png` });
    });

    test('the form has no accessibility violations', async ({ board, page }) => {
      await board.open('/new');
      await page.getByRole('textbox', { name: 'Nodes' }).fill('four');
      await page.getByRole('button', { name: 'Metric', exact: true }).click();
      await page.getByLabel('Metric 1 name').fill('loss');
      await page.setViewportSize({ width: 1440, height: 1200 });
      await page.getByRole('button', { name: 'Create', exact: true }).click();
      await expect(page.getByRole('textbox', { name: 'Nodes' })).toHaveAttribute('aria-invalid', 'true');
      const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
      expect(violations).toEqual([]);
      await page.screenshot({ path: `target/screenshots/new-${theme}.png` });
    });
  });
}

test('a closed dialog gives the focus back', async ({ board, page }) => {
  await board.open();
  const button = page.getByRole('button', { name: 'New experiment', exact: true });
  await button.click();
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
  await button.click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(button).toBeFocused();
});

test('the skip link leads to the board', async ({ board, page }) => {
  await board.open();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the board' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('the theme can be chosen and stays', async ({ board, page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await board.open();
  await page.getByRole('button', { name: 'Theme: system' }).click();
  await page.getByRole('button', { name: 'Theme: light' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});
