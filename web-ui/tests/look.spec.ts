import { expect, test, type BoardPage } from './support/board';
import { inBothThemes } from './support/both-themes';
import { BreakingProxy } from './support/breaking-proxy';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** Pages by their address, and the words that say that they are there. */
const PAGES: readonly (readonly [name: string, path: string, shown: string | RegExp])[] = [
  ['experiment-overview', '/x/1', 'Command'],
  ['experiment-metrics', '/x/1?tab=metrics', /loss|metric/i],
  ['experiment-jobs', '/x/1?tab=jobs', 'Ran for'],
  ['experiment-checkpoints', '/x/1?tab=checkpoints', /s3:/],
  ['experiment-history', '/x/1?tab=history', 'demo'],
  ['edit', '/x/1/edit', 'Edit demo.baseline'],
  ['sweep', '/new/sweep?from=1', /sweep/i],
  ['compare', '/compare?ids=1,2,3', 'demo.oom'],
  ['jobs', '/jobs?show=all', 'demo.oom'],
  ['jobs-none', '/jobs?show=all&q=no-such-job', 'Nothing matches'],
  ['checkpoints', '/checkpoints', /s3:|demo\.baseline/],
  ['operations', '/operations', /created|edited|deleted|launch/i],
  ['trash', '/trash', /trash|deleted/i],
  ['settings', '/settings', 'They are kept in this browser.'],
  ['missing', '/nowhere', 'There is no page here'],
  ['filter-none', '/?filter=name:no-such-experiment', /match/i],
];

for (const [name, path, shown] of PAGES) {
  test(`the page ${name} has no accessibility violations in either theme`, async ({ board, page }) => {
    await board.open(path);
    await expect(page.locator('body')).toContainText(shown);
    await inBothThemes(page, name);
  });
}

async function firstJob(board: BoardPage): Promise<string> {
  await board.open();
  const link = (await board.jobs('demo.baseline')).first().getByRole('link');
  return (await link.getAttribute('href')) ?? '';
}

for (const tab of ['logs', 'events', 'config']) {
  test(`the page of a job with its ${tab} has no accessibility violations in either theme`, async ({ board, page }) => {
    const path = await firstJob(board);
    await board.open(`${path}?tab=${tab}`);
    await expect(page.getByRole('heading', { level: 1, name: /^Job / })).toBeVisible();
    await inBothThemes(page, `job-${tab}`);
  });
}

test('the palette has no accessibility violations in either theme', async ({ board, page }) => {
  await board.open();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Do or find anything' }).getByRole('combobox').fill('demo');
  await expect(page.getByRole('option').first()).toBeVisible();
  await inBothThemes(page, 'palette');
});

test('the columns of the board and the choice of a group have no accessibility violations in either theme', async ({
  board,
  page,
}) => {
  await board.open('/?columns=state,epoch,progress,gpu_hours,cost,age,where,owner,nodes');
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Columns of the board' })).toBeVisible();
  await inBothThemes(page, 'columns');
  await page.keyboard.press('Escape');
  await board.row('demo.oom').focus();
  await page.keyboard.press('m');
  await expect(page.getByRole('dialog', { name: 'Move demo.oom to a group' })).toBeVisible();
  await inBothThemes(page, 'move');
});

test('the list of keys has no accessibility violations in either theme', async ({ board, page }) => {
  await board.open();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await inBothThemes(page, 'keys');
});

test('the board with a selection and a message has no accessibility violations in either theme', async ({
  board,
  page,
}) => {
  await board.open();
  await board.row('demo.oom').getByRole('checkbox').click();
  await expect(page.getByRole('toolbar', { name: 'What to do with the selected' })).toBeVisible();
  await inBothThemes(page, 'selection');
});

test('the page to sign in has no accessibility violations in either theme', async ({ page, baseURL }) => {
  const proxy = await BreakingProxy.before(baseURL ?? '');
  try {
    proxy.break(/ \/api\//, { status: 401, body: '{"detail":"Who are you?"}' });
    await page.goto(proxy.url);
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await inBothThemes(page, 'sign-in');
  } finally {
    await page.goto('about:blank');
    await proxy.close();
  }
});

test('a board that cannot be read has no accessibility violations in either theme', async ({ page, baseURL }) => {
  const proxy = await BreakingProxy.before(baseURL ?? '');
  try {
    proxy.break(/ \/api\//, { status: 500, body: '{"detail":"The disk is full."}' });
    await page.goto(proxy.url);
    await expect(page.getByRole('alert')).toContainText('The disk is full.');
    await inBothThemes(page, 'failed');
  } finally {
    await page.goto('about:blank');
    await proxy.close();
  }
});
