// What the original SkyDeck got wrong, once and for all.
import { expect, freshName, test } from './support/board';
import { BreakingProxy } from './support/breaking-proxy';

test('a row that was opened stays open, whatever others fold', async ({ board, page }) => {
  const name = freshName('opened');
  const made = await page.request.post('/api/experiments', { data: { name } });
  const { experiment } = (await made.json()) as { experiment: { id: number } };
  await board.open();
  const details = await board.details(name);
  await page.request.post(`/api/experiments/${experiment.id}/expanded`, { data: { is_expanded: false } });
  await page.request.post(`/api/experiments/${experiment.id}/starred`, { data: { starred: true } });
  const star = board.row(name).getByRole('button', { name: `Star ${name}` });
  await expect(star).toHaveAttribute('aria-pressed', 'true');
  await expect(details).toBeVisible();
});

test('which rows are open is there at the next visit', async ({ board, page }) => {
  const name = freshName('remembered');
  await page.request.post('/api/experiments', { data: { name } });
  await board.open();
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/expanded'));
  await board.details(name);
  await kept;
  await page.reload();
  await expect(page.getByRole('region', { name, exact: true })).toBeVisible();
});

test('a folded group hides its members, also at the next visit', async ({ board, page }) => {
  const group = freshName('folded');
  const name = `${group}.member`;
  const made = await page.request.post('/api/groups', { data: { name: group } });
  const { group: row } = (await made.json()) as { group: { id: string } };
  const answer = await page.request.post('/api/experiments', { data: { name } });
  const { experiment } = (await answer.json()) as { experiment: { id: number } };
  await page.request.post(`/api/groups/${row.id}/experiments`, { data: { experiment_ids: [String(experiment.id)] } });
  await board.open();
  await expect(board.row(name)).toBeVisible();
  const kept = page.waitForResponse((reply) => reply.url().includes(`/api/groups/${row.id}`));
  await page.getByRole('button', { name: `Fold ${group}` }).click();
  await expect(board.row(name)).toBeHidden();
  await kept;
  await page.reload();
  await expect(page.getByRole('button', { name: `Unfold ${group}` })).toBeVisible();
  await expect(board.row(name)).toBeHidden();
});

test('an experiment is terminated after a question, and is not edited from then on', async ({ board, page }) => {
  const name = freshName('terminated');
  await page.request.post('/api/experiments', { data: { name, flags: { seed: 1 } } });
  await board.open();
  const details = await board.details(name);
  await details.getByRole('button', { name: `Terminate ${name}` }).click();
  await page
    .getByRole('dialog', { name: `Terminate ${name}?` })
    .getByRole('button', { name: 'Terminate' })
    .click();
  await expect(board.state(name)).toHaveText('Terminated');
  await expect(details.getByRole('button', { name: `Edit ${name}` })).toBeDisabled();
  await expect(board.row(name).getByRole('button', { name: /^seed of / })).toBeDisabled();
});

test('whose jobs are shown is in the address and survives a reload', async ({ board, page }) => {
  await board.open('/jobs?show=all');
  await page.getByLabel('Mine').check();
  await expect(page).toHaveURL(/mine=1/);
  await page.reload();
  await expect(page.getByLabel('Mine')).toBeChecked();
});

test('how long an ended job ran does not grow', async ({ board, page }) => {
  await page.clock.install();
  await board.open('/jobs?show=all&q=demo.oom');
  const row = page.getByRole('table', { name: 'Jobs' }).locator('tbody tr').filter({ hasText: 'demo.oom' }).first();
  await expect(row).toContainText('Failed');
  const ran = row.getByRole('cell').nth(5);
  const before = await ran.innerText();
  await page.clock.fastForward('10:00');
  await expect(ran).toHaveText(before);
});

test('a run that the server refuses is said, with its reason', async ({ board, page, baseURL }) => {
  const proxy = await BreakingProxy.before(baseURL ?? '');
  const name = freshName('refused');
  await page.request.post(`${baseURL ?? ''}/api/experiments`, { data: { name } });
  try {
    await board.open(proxy.url);
    proxy.break(/\/state$/, { status: 409, body: '{"detail":"It is held."}' });
    await board.act('Run', name);
    await expect(page.getByRole('status', { name: 'Messages' })).toContainText('It is held.');
    await expect(board.state(name)).toHaveText('Not started');
  } finally {
    await page.goto('about:blank');
    await proxy.close();
  }
});

test('everything on the board that does something is a control with a name', async ({ board, page }) => {
  await board.open();
  await board.details('demo.baseline');
  const nameless = await page.locator('button, a[href], input, select').evaluateAll(
    (controls) =>
      controls.filter((control) => {
        const words = control.getAttribute('aria-label') ?? control.getAttribute('title') ?? control.textContent;
        const labelled = control instanceof HTMLInputElement && (control.labels?.length ?? 0) > 0;
        return words.trim() === '' && !labelled;
      }).length,
  );
  expect(nameless).toBe(0);
});
