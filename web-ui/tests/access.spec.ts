import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './support/board';
import { freePort, OwnServer } from './support/own-server';

test('who has a token signs in, works and signs out', async ({ board, page }) => {
  test.setTimeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'skydeck-access-'));
  const server = new OwnServer(await freePort(), folder);
  try {
    await server.start();
    const made = await page.request.post(`${server.url}/api/tokens`, { data: { name: 'ann', scope: 'operate' } });
    const { secret } = (await made.json()) as { secret: string };

    await page.goto(server.url);
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await page.getByLabel('Token').fill('skydeck_not-a-token');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByLabel('Token')).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();

    await page.getByLabel('Token').fill(secret);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await board.live();
    await expect(page.getByText('ann', { exact: true })).toBeVisible();
    await board.open(server.url);

    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
