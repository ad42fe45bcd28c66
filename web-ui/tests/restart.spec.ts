import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, freshName, test } from './support/board';
import { freePort, OwnServer } from './support/own-server';

test('a run outlives kill -9 of the server: it ends well and there is one job', async ({ board, page }) => {
  test.setTimeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), 'skydeck-restart-'));
  const server = new OwnServer(await freePort(), folder);
  const name = freshName('outlives');
  try {
    await server.start();
    await board.open(server.url);
    await board.create(name, { seconds: '12', epochs: '3' });
    await board.act('Run', name);
    await expect(board.state(name)).toHaveText('Running', { timeout: 60_000 });

    await server.kill();
    await expect(board.chip()).toContainText(/Reconnecting|Offline/);
    await server.start();

    // The page finds the new server by itself.
    await expect(board.chip()).toHaveText('Live', { timeout: 60_000 });
    await expect(board.state(name)).toHaveText('Succeeded', { timeout: 90_000 });
    const jobs = await board.jobs(name);
    await expect(jobs).toHaveCount(1);
    await expect(jobs.first()).toContainText('Succeeded');
    await page.waitForTimeout(5_000);
    await expect(jobs).toHaveCount(1);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
