import type { Page, Request } from '@playwright/test';
import { expect, test, type BoardPage } from './support/board';
import { LargeServer } from './support/large-server';

const EXPERIMENTS = 5_000;
const JOBS = 50_000;
/** A screen of rows, those drawn beyond its edges, and the frame around them: far from what all rows would take. */
const MOST_NODES = 8_000;
const MOST_ROWS = 80;
const BUDGET = 150 * 1024;

const FIRST = 'team.sweep-0.run-1';
const LAST = 'team.sweep-200.run-5000';

let server: LargeServer;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  server = await LargeServer.start(EXPERIMENTS, JOBS);
});

test.afterAll(async () => {
  await server.stop();
});

async function openBoard(board: BoardPage): Promise<void> {
  await board.open(server.url);
  await expect(board.row(FIRST)).toBeVisible();
}

function drawn(page: Page): Promise<{ rows: number; nodes: number }> {
  return page.evaluate(() => ({
    rows: document.querySelectorAll('tr.row').length,
    nodes: document.querySelectorAll('*').length,
  }));
}

/** Scrolls the board to a part of its height and answers where it is then, in pixels. */
function scrollTo(page: Page, part: number): Promise<number> {
  return page.locator('.scroll').evaluate((box, where) => {
    box.scrollTop = where * (box.scrollHeight - box.clientHeight);
    return box.scrollTop;
  }, part);
}

/** What the page asks the API from now on, the event stream aside. */
function asking(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request: Request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith('/api/') && pathname !== '/api/events') {
      asked.push(`${request.method()} ${pathname}${search}`);
    }
  });
  return asked;
}

/** Notes the rows that change in any way but by the passing of time. */
async function watchRows(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const touched = new Set<string>();
    const note = (records: MutationRecord[]) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        const row = element?.closest('tr');
        if (element?.closest('time') === null) {
          touched.add(row?.querySelector('.name')?.textContent ?? row?.className ?? element.className);
        }
      }
    };
    const board = document.querySelector('table.board');
    if (board === null) {
      throw new Error('there is no board');
    }
    new MutationObserver(note).observe(board, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    Object.assign(window, { touchedRows: touched });
  });
  return () => page.evaluate(() => [...(window as unknown as { touchedRows: Set<string> }).touchedRows]);
}

function starOf(board: BoardPage, name: string) {
  return board.row(name).getByRole('button', { name: `Star ${name}` });
}

async function setStar(page: Page, id: number, starred: boolean): Promise<void> {
  const answer = await page.request.post(`${server.url}/api/experiments/${id}/starred`, { data: { starred } });
  expect(answer.ok()).toBe(true);
}

test('of five thousand rows those in view are drawn, wherever one looks', async ({ board, page }) => {
  await openBoard(board);
  const table = page.getByRole('table', { name: 'Experiments' });
  await expect(table).toHaveAttribute('aria-rowcount', String(EXPERIMENTS + 1));
  for (const part of [0, 0.5, 1]) {
    await scrollTo(page, part);
    await expect.poll(() => page.locator('tr.row').count()).toBeGreaterThan(10);
    const { rows, nodes } = await drawn(page);
    expect(rows).toBeLessThan(MOST_ROWS);
    expect(nodes).toBeLessThan(MOST_NODES);
  }
  await expect(board.row(LAST)).toBeVisible();
  await expect(board.row(FIRST)).toHaveCount(0);
});

test('all columns together draw no more rows, and stay within bounds', async ({ board, page }) => {
  await board.open(`${server.url}/?columns=state,epoch,progress,nodes,gpu_hours,cost,age,where,owner`);
  await expect(board.row(FIRST)).toBeVisible();
  await expect(page.locator('table.board thead th.colhead')).toHaveCount(10);
  const { rows, nodes } = await drawn(page);
  expect(rows).toBeLessThan(MOST_ROWS);
  expect(nodes).toBeLessThan(MOST_NODES);
});

test('costs of all are asked for at once, then of those that run; the same again touches no row', async ({
  board,
  page,
}) => {
  await page.clock.install();
  const asked = asking(page);
  await openBoard(board);
  await expect(board.row(FIRST)).toContainText('120.0');
  const costs = () => asked.filter((line) => line.includes('/api/cost'));
  expect(costs()).toEqual(['GET /api/cost?by=experiment&limit=5000']);
  const touched = await watchRows(page);
  const answered = page.waitForResponse((response) => response.url().includes('active_since='));
  await page.clock.fastForward(61_000);
  const answer = (await (await answered).json()) as { costs: unknown[] };
  expect(answer.costs).toEqual([]);
  expect(costs()).toHaveLength(2);
  expect(await touched()).toEqual([]);
});

test('a view is read with one request of each kind, and scrolling asks nothing', async ({ board, page }) => {
  const asked = asking(page);
  await openBoard(board);
  await page.waitForLoadState('load');
  expect([...asked].sort()).toEqual([...new Set(asked)].sort());
  const opened = asked.length;
  await scrollTo(page, 1);
  await expect(board.row(LAST)).toBeVisible();
  expect(asked.slice(opened)).toEqual([]);
});

test('a change of one experiment touches its row alone', async ({ board, page }) => {
  const name = 'team.sweep-0.run-3';
  await setStar(page, 3, false);
  await openBoard(board);
  await expect(starOf(board, name)).toHaveAttribute('aria-pressed', 'false');
  const touched = await watchRows(page);
  await setStar(page, 3, true);
  await expect(starOf(board, name)).toHaveAttribute('aria-pressed', 'true');
  expect(await touched()).toEqual([name]);
});

test('all five thousand are selected by one stroke; more than a batch takes is said and not sent', async ({
  board,
  page,
}) => {
  await openBoard(board);
  await page.getByLabel('Select all that are shown').click();
  const bar = page.getByRole('toolbar', { name: 'What to do with the selected' });
  await expect(bar).toContainText('5,000 selected');
  const asked = asking(page);
  await bar.getByRole('button', { name: 'Duplicate' }).click();
  await expect(page.getByRole('status', { name: 'Messages' })).toContainText('At most 1,000 at once');
  expect(asked).toEqual([]);
});

test('a filter over five thousand is judged by the server, which answers ids', async ({ board, page }) => {
  await openBoard(board);
  const asked = asking(page);
  await page.getByLabel('Filter the board').fill('flags.seed=4999');
  await expect(page.locator('tr.row')).toHaveCount(1);
  await expect(board.row('team.sweep-199.run-4999')).toBeVisible();
  // Asked again only after a change, and always for all rows at once.
  expect([...new Set(asked)]).toEqual(['GET /api/experiments?fields=id&filter=flags.seed%3D4999']);
});

test('fifty thousand jobs are read and drawn by the page', async ({ board, page }) => {
  const asked = asking(page);
  await board.open(`${server.url}/jobs?show=all`);
  const rows = page.getByRole('table', { name: 'Jobs' }).locator('tbody tr');
  await expect(rows).toHaveCount(100);
  expect(asked.filter((line) => line.includes('include_stopped=true'))).toHaveLength(1);
  expect((await drawn(page)).nodes).toBeLessThan(MOST_NODES);
  await page.getByRole('button', { name: 'Show more' }).click();
  await expect(rows).toHaveCount(200);
});

test('the first load is within its budget', async ({ board, page }) => {
  const files: Request[] = [];
  page.on('requestfinished', (request) => {
    if (!new URL(request.url()).pathname.startsWith('/api/')) {
      files.push(request);
    }
  });
  await openBoard(board);
  await page.waitForLoadState('load');
  const sizes = await Promise.all(files.map(async (file) => (await file.sizes()).responseBodySize));
  const sum = sizes.reduce((all, size) => all + size, 0);
  expect(sum).toBeGreaterThan(10 * 1024);
  expect(sum).toBeLessThan(BUDGET);
});

test('the header of a group stays while its rows go by, and leaves with them', async ({ board, page }) => {
  await openBoard(board);
  const head = page.locator('th.grp', { has: page.getByText('sweep 0', { exact: true }) });
  await expect(head).toBeInViewport();
  const scrollBy = (rows: number) =>
    page.locator('.boardscroll').evaluate((box, pixels) => {
      box.scrollTop += pixels;
    }, rows * 28);

  await scrollBy(10);
  await expect(board.row(FIRST)).not.toBeInViewport();
  await expect(board.row('team.sweep-0.run-20')).toBeInViewport();
  await expect(head).toBeInViewport();
  const top = (await head.boundingBox())?.y ?? NaN;
  expect((await page.getByRole('columnheader', { name: 'policy', exact: true }).first().boundingBox())?.y).toBe(top);

  await scrollBy(20);
  await expect(board.row('team.sweep-1.run-30')).toBeInViewport();
  await expect(head).not.toBeInViewport();
});
