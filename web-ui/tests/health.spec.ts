import { inBothThemes } from './support/both-themes';
import { expect, test } from './support/board';
import { ReplacedServer } from './support/replaced-server';

test('shows the SkyPilot server that is read', async ({ board, page }) => {
  await board.open();
  await page.getByRole('link', { name: 'Health' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Health' })).toBeVisible();
  await expect(page).toHaveTitle('Health · SkyDeck');
  const server = page.getByRole('table', { name: 'SkyPilot servers' }).getByRole('row').nth(1);
  await expect(server).toContainText('http://127.0.0.1');
  await expect(server).toContainText('As expected');
  await expect(server.getByRole('button', { name: 'Accept' })).toBeHidden();
  // Read again with the queue: no reload.
  const observed = server.locator('time').first();
  const before = await observed.innerText();
  await expect(observed).not.toHaveText(before);
});

test.describe('where another database is behind the address', () => {
  let replaced: ReplacedServer;

  test.beforeAll(async () => {
    test.setTimeout(180_000);
    replaced = await ReplacedServer.start();
  });

  test.afterAll(async () => {
    await replaced.stop();
  });

  test('the page has no accessibility violations in either theme', async ({ board, page }) => {
    await board.open(`${replaced.url}/health`);
    await expect(page.getByRole('button', { name: /^Accept/ }).first()).toBeVisible();
    await inBothThemes(page, 'health');
  });

  test('the new one is accepted only for who confirms it, and all stays held until it is released', async ({
    board,
    page,
  }) => {
    await board.open(`${replaced.url}/health`);
    const server = page.getByRole('table', { name: 'SkyPilot servers' }).getByRole('row').nth(1);
    await expect(server).toContainText('Replaced since');
    const accept = server.getByRole('button', { name: 'Accept' });
    await accept.click();
    const question = page.getByRole('dialog', { name: /^Accept the other database behind/ });
    await expect(question).toContainText('recorded as lost');
    await expect(question).toContainText('stay held until you release them');
    await page.keyboard.press('Escape');
    await expect(accept).toBeFocused();
    await expect(server).toContainText('Replaced since');

    await accept.click();
    await question.getByRole('button', { name: 'Accept' }).click();
    await expect(page.getByRole('button', { name: 'Accept' })).toHaveCount(0);
    await board.open(replaced.url);
    await expect(board.row('demo.long')).toContainText('held');
  });
});
