import { expect, showReplacedServer, test } from './support/board';

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

test('asks before a replaced server is accepted, and shows what the server says to that', async ({ board, page }) => {
  await showReplacedServer(page);
  await board.open('/health');
  const server = page.getByRole('table', { name: 'SkyPilot servers' }).getByRole('row').nth(1);
  await expect(server).toContainText('Replaced since');
  const accept = server.getByRole('button', { name: 'Accept' });
  await accept.click();
  const question = page.getByRole('dialog', { name: /^Accept the other database behind/ });
  await expect(question).toContainText('recorded as lost');
  await expect(question).toContainText('stay held until you release them');
  await page.keyboard.press('Escape');
  await expect(accept).toBeFocused();

  await accept.click();
  await question.getByRole('button', { name: 'Accept' }).click();
  // Only the page was told that it was replaced; the server knows better.
  await expect(page.getByRole('status', { name: 'Messages' })).toContainText('there is nothing to accept');
});
