import { expect, test } from './support/board';
import { LargeServer } from './support/large-server';

const EXPERIMENTS = 1_000;
const JOBS = 100_000;
const PAGE = 100;

let server: LargeServer;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  server = await LargeServer.start(EXPERIMENTS, JOBS);
});

test.afterAll(async () => {
  await server.stop();
});

test('of a hundred thousand jobs a page is read, and the next when it is asked for', async ({ board, page }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/skypilot-jobs')) {
      asked.push(request.url());
    }
  });
  await board.open(`${server.url}/jobs?show=all`);
  const rows = page.getByRole('table', { name: 'Jobs' }).getByRole('row');
  await expect(rows).toHaveCount(PAGE + 1);
  expect(asked.filter((url) => url.includes(`limit=${PAGE}&`))).toHaveLength(1);

  await page.getByRole('button', { name: 'Show more' }).click();

  await expect(rows).toHaveCount(2 * PAGE + 1);
  expect(asked.filter((url) => url.includes('cursor='))).toHaveLength(1);
});

test('one job of a hundred thousand is found by its number', async ({ board, page }) => {
  await board.open(`${server.url}/jobs?show=all`);
  const rows = page.getByRole('table', { name: 'Jobs' }).getByRole('row');
  await expect(rows).toHaveCount(PAGE + 1);
  const last = (await rows.nth(PAGE).getByRole('link').first().textContent()) ?? '';

  await page.getByRole('searchbox').fill(last);

  await expect(rows.nth(1)).toContainText(last);
  await expect(rows).not.toHaveCount(PAGE + 1);
});

test('the jobs of one experiment among a thousand are told, the newest first', async ({ board }) => {
  await board.open(server.url);
  const jobs = await board.jobs('team.sweep-0.run-1');
  await expect(jobs).toHaveCount(50);
});
