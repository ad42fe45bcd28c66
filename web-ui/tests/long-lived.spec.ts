import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, freshName, test } from './support/board';
import { BreakingProxy } from './support/breaking-proxy';
import { CuttableProxy } from './support/cuttable-proxy';
import { freePort, OwnServer } from './support/own-server';

test('a tab that slept for an hour shows what happened meanwhile', async ({ board, page, request, baseURL }) => {
  const proxy = await CuttableProxy.before(baseURL ?? '');
  const name = freshName('asleep');
  try {
    await page.clock.install();
    await board.open(proxy.url);
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    proxy.silenceStreams();
    const made = await request.post('/api/experiments', { data: { name } });
    expect(made.ok()).toBe(true);
    await page.clock.fastForward('01:00:00');
    await expect(board.row(name)).toBeVisible();
    await board.live();
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
  } finally {
    await page.goto('about:blank');
    await proxy.close();
  }
});

test('a new build is said until somebody reloads', async ({ board, page, baseURL }) => {
  const proxy = await BreakingProxy.before(baseURL ?? '');
  try {
    await page.clock.install();
    await board.open(proxy.url);
    proxy.rewrite(/ \/api\/events/, (text) => text.replace(/"build":"[^"]*"/, '"build":"another"'));
    proxy.drop();
    const notice = page.getByText('SkyDeck was updated');
    await expect(notice).toBeVisible();
    // Whoever looks at the tab later has to see it, too.
    await page.clock.runFor('01:00');
    await board.live();
    await expect(notice).toBeVisible();
    await page.getByRole('button', { name: 'Reload' }).click();
    await board.live();
    await expect(notice).toBeHidden();
  } finally {
    await page.goto('about:blank');
    await proxy.close();
  }
});

test('a page whose file went with the old build says so and offers to reload', async ({ board, page, baseURL }) => {
  const proxy = await BreakingProxy.before(baseURL ?? '');
  try {
    await board.open(proxy.url);
    proxy.break(/JobsPage/, { status: 404, body: '{"detail":"Not Found"}' });
    await page.getByRole('link', { name: 'Jobs' }).click();
    await expect(page.getByRole('alert')).toContainText('The page could not be fetched');
    proxy.mend();
    await page.getByRole('button', { name: 'Reload' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Jobs' })).toBeAttached();
  } finally {
    await page.goto('about:blank');
    await proxy.close();
  }
});

test('a session that ends under an open form asks for the token and keeps what was typed', async ({ board, page }) => {
  test.setTimeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'skydeck-session-'));
  const server = new OwnServer(await freePort(), folder);
  const name = freshName('signed.out');
  try {
    await server.start();
    const made = await page.request.post(`${server.url}/api/tokens`, { data: { name: 'ann', scope: 'operate' } });
    const { secret } = (await made.json()) as { secret: string };
    await page.goto(`${server.url}/new`);
    await page.getByLabel('Token').fill(secret);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await board.live();
    const form = page.getByRole('dialog', { name: 'New experiment' });
    await form.getByLabel('Name', { exact: true }).fill(name);
    await page.context().clearCookies();
    await form.getByRole('button', { name: 'Create' }).click();

    await page.getByLabel('Token').fill(secret);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(form.getByLabel('Name', { exact: true })).toHaveValue(name);
    await form.getByRole('button', { name: 'Create' }).click();
    await expect(form).toBeHidden();
    await expect(board.row(name)).toBeVisible();
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
