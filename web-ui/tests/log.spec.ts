import { expect, freshName, test, type BoardPage } from './support/board';
import type { Locator, Page } from '@playwright/test';

const LINES = 200_000;
/** A screen of lines and those drawn beyond its edges. */
const MOST_DRAWN = 120;

/** Every 50,000th line is a hit, every 1,000th is many rows long. */
const LONG_LOG =
  `awk 'BEGIN { for (i = 0; i < 40; i++) long = long " 0123456789"; for (i = 1; i <= ${LINES}; i++) ` +
  `print "step=" i (i % 50000 == 0 ? " loss=NaN" : " loss=0.4") (i % 1000 == 0 ? long : "") }'`;

/** Runs a command as a job and opens the job's page once the whole log is there. */
async function openLog(board: BoardPage, command: string, nodes = 1): Promise<Locator> {
  const { page } = board;
  const name = freshName('log');
  const made = await page.request.post('/api/experiments', {
    data: { name, base_command: command, nodes, desired_state: 'RUNNING' },
  });
  expect(made.ok()).toBe(true);
  let job = '';
  await expect
    .poll(
      async () => {
        const answer = await page.request.get(`/api/skypilot-jobs?include_stopped=true&text=${name}`);
        const { jobs } = (await answer.json()) as { jobs: { id: string; status: string }[] };
        job = jobs[0]?.id ?? '';
        return jobs[0]?.status;
      },
      { timeout: 60_000 },
    )
    .toBe('SUCCEEDED');
  await board.open(`/jobs/${job}`);
  const log = page.getByRole('log', { name: 'Log', exact: true });
  await expect(page.getByRole('status', { name: 'Log state' })).toHaveText('The log has ended.');
  return log;
}

function hits(page: Page): Locator {
  return page.getByRole('status', { name: 'Hits' });
}

/** The number of the first line that is wholly in view. */
function firstInView(log: Locator): Promise<number> {
  return log.evaluate((box) => {
    const top = box.getBoundingClientRect().top;
    const lines = [...box.querySelectorAll('.ln')].filter((line) => line.getBoundingClientRect().top >= top - 1);
    return Number(lines[0]?.querySelector('.no')?.textContent);
  });
}

/** Neighbours that overlap or leave a gap, by more than a pixel. */
function misplaced(log: Locator): Promise<number> {
  return log.evaluate((box) => {
    const boxes = [...box.querySelectorAll('.ln')].map((line) => line.getBoundingClientRect());
    return boxes.filter((line, at) => at > 0 && Math.abs(line.top - (boxes[at - 1]?.bottom ?? 0)) > 1).length;
  });
}

test('a log of 200,000 lines is wrapped, searched and scrolled with few of them drawn', async ({ board, page }) => {
  test.setTimeout(120_000);
  const log = await openLog(board, LONG_LOG);
  await expect(log).toContainText(`step=${LINES}`);
  const drawn = () => log.locator('.ln').count();
  expect(await drawn()).toBeLessThan(MOST_DRAWN);

  await page.getByLabel('Find in the log').fill('loss=NaN');
  await expect(hits(page)).toHaveText('1 of 4');
  await expect(log.locator('.ln.at')).toContainText('step=50000 ');
  const before = await firstInView(log);

  // Lines above it become higher; the one that is read stays.
  await page.getByRole('button', { name: 'Wrap lines' }).click();
  await expect(log).toHaveClass(/wraps/);
  expect(Math.abs((await firstInView(log)) - before)).toBeLessThanOrEqual(1);
  await expect(log.locator('.ln.at')).toBeInViewport();
  const high = await log.locator('.ln.at').evaluate((line) => line.clientHeight);
  expect(high).toBeGreaterThan(18);
  expect(await misplaced(log)).toBe(0);

  await page.getByRole('button', { name: 'Next hit' }).click();
  await page.getByRole('button', { name: 'Next hit' }).click();
  await page.getByRole('button', { name: 'Next hit' }).click();
  await expect(hits(page)).toHaveText('4 of 4');
  await expect(log.locator('.ln.at')).toBeInViewport();
  expect(await misplaced(log)).toBe(0);
  expect(await drawn()).toBeLessThan(MOST_DRAWN);

  await page.getByLabel('Only hits').check();
  await expect(log.locator('.ln')).toHaveCount(4);
  await expect(log.locator('.ln').first()).toContainText('step=50000 ');
  const first = Number(await log.locator('.ln .no').first().textContent());
  expect(first).toBeGreaterThanOrEqual(50_000);
  await page.getByLabel('Invert').check();
  await expect(hits(page)).not.toHaveText(/many|…/);
  await expect(hits(page)).toHaveText(/^1 of (199,99\d|200,\d{3})$/);
});

test('the strip is the scrollbar, marks errors and says where one is', async ({ board, page }) => {
  const command = `awk 'BEGIN { for (i = 1; i <= 2000; i++) print (i == 1000 ? "ERROR no disk" : "fine " i) }'`;
  const log = await openLog(board, command);
  const strip = page.locator('.logstrip');
  await expect(strip.locator('path.errors')).toHaveAttribute('d', /^M2 \d+h9/);
  const place = await strip.boundingBox();
  if (place === null) throw new Error('there is no strip');
  await page.mouse.click(place.x + place.width / 2, place.y + place.height / 2);
  await expect(log).toContainText('ERROR no disk');
  await expect(page.getByRole('button', { name: 'Follow', exact: true })).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByText(/^line (9|1,0)\d\d of 2,0\d\d$/)).toBeVisible();
});

test('keys wrap, follow, step and link; shift makes a range', async ({ board, page }) => {
  const log = await openLog(board, `awk 'BEGIN { for (i = 1; i <= 300; i++) print "09:57:32 line " i }'`);
  await expect(log.locator('.ts').first()).toBeAttached();
  await page.keyboard.press('t');
  await expect(log.locator('.ts')).toHaveCount(0);
  await expect(log).toContainText('09:57:32 line 300');
  await page.keyboard.press('t');
  await page.keyboard.press('w');
  await expect(page.getByRole('button', { name: 'Wrap lines' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('/');
  await page.keyboard.type('line 25');
  await expect(hits(page)).toHaveText('1 of 11');
  await page.keyboard.press('Tab');
  await page.keyboard.press('n');
  await expect(hits(page)).toHaveText('2 of 11');
  await page.keyboard.press('Shift+N');
  await expect(hits(page)).toHaveText('1 of 11');
  await page.keyboard.press('l');
  await expect(page).toHaveURL(/line=\d+$/);
  const [, from] = /line=(\d+)$/.exec(page.url()) ?? [];
  await log
    .getByRole('button', { name: `Link to line ${Number(from) + 3}`, exact: true })
    .click({ modifiers: ['Shift'] });
  await expect(page).toHaveURL(new RegExp(`line=${from}-${Number(from) + 3}$`));
  await expect(log.locator('.ln.linked')).toHaveCount(4);
  await page.keyboard.press('f');
  await expect(page.getByRole('button', { name: 'Following' })).toBeVisible();
  await expect(log.locator('.ln').last()).toContainText(/line 300|SkyDeck|finished|succeeded/i);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('Wrap the lines of the log');
});

test('the lines of one node are chosen by its rank', async ({ board, page }) => {
  const log = await openLog(board, `sh -c 'echo "I am $SKYPILOT_NODE_RANK"'`, 2);
  await expect(log.locator('.rk').filter({ hasText: 'r1' }).first()).toBeAttached();
  await expect(log).toContainText('I am 0');
  await page.getByLabel('Rank').selectOption({ label: 'Rank 1' });
  await expect(log).toContainText('I am 1');
  await expect(log).not.toContainText('I am 0');
});
