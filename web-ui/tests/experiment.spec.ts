import { expect, freshName, test, type BoardPage } from './support/board';
import type { APIRequestContext, Page } from '@playwright/test';

/** Makes one over the API and opens its page. */
async function made(request: APIRequestContext, board: BoardPage, spec: object): Promise<{ id: number; name: string }> {
  const name = freshName('page');
  const answer = await request.post('/api/experiments', { data: { name, ...spec } });
  expect(answer.status()).toBe(200);
  const { experiment } = (await answer.json()) as { experiment: { id: number } };
  await board.open(`/x/${experiment.id}`);
  return { id: experiment.id, name };
}

function attempts(page: Page) {
  return page
    .getByRole('region', { name: 'Attempts' })
    .getByRole('row')
    .filter({ has: page.locator('td') });
}

test('a run that failed shows when it is tried again, and is tried at once', async ({ board, page, request }) => {
  test.setTimeout(120_000);
  const { name } = await made(request, board, {
    base_command: 'false',
    restart_policy: 'on-failure',
    max_retries: 5,
    desired_state: 'RUNNING',
  });
  await expect(attempts(page)).toHaveCount(2, { timeout: 60_000 });
  await expect(attempts(page).first().getByRole('img')).toHaveAccessibleName(/^Starting .*failed\.$/);
  await expect(attempts(page).last()).toContainText(/Next in \d+/);

  await page.getByRole('button', { name: `Try now: ${name}` }).click();

  await expect(attempts(page).nth(1)).toContainText('Failed', { timeout: 60_000 });
  await page.getByRole('button', { name: `Stop: ${name}` }).click();
  await expect(attempts(page)).toHaveCount(2);
});

test('the config tells what was edited since the launch, and what the group has', async ({ board, page, request }) => {
  test.setTimeout(90_000);
  const { id, name } = await made(request, board, {
    base_command: 'true',
    desired_state: 'RUNNING',
    flags: { lr: 1, seed: 7 },
  });
  const other = await request.post('/api/experiments', {
    data: { name: freshName('other'), flags: { lr: 1, seed: 8 } },
  });
  const { experiment } = (await other.json()) as { experiment: { id: number } };
  const { group } = (await (await request.post('/api/groups', { data: { name: freshName('pair') } })).json()) as {
    group: { id: string };
  };
  await request.post(`/api/groups/${group.id}/experiments`, { data: { experiment_ids: [id, experiment.id] } });
  await expect(attempts(page)).toHaveCount(1, { timeout: 60_000 });
  await request.patch(`/api/experiments/${id}/spec`, { data: { nodes: 2 }, headers: { 'if-match': '*' } });

  await page.getByRole('tab', { name: 'Config' }).click();

  const config = page.getByRole('region', { name: 'Config' });
  await expect(config.getByRole('row', { name: /^nodes/ })).toContainText(/1\s*2\s*2, 1/);
  await expect(config.getByRole('row', { name: /^seed/ })).toContainText(/7\s*7, 8/);
  await expect(config.getByText('The same in the whole group')).toBeVisible();
  await expect(config).toContainText(`run=${name}`);
  await expect(config).toContainText('num_nodes: 2');
});

test('the task, a curl and the link are copied', async ({ board, page, request, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { id, name } = await made(request, board, { base_command: 'true', flags: { lr: 1 } });

  async function copied(item: string): Promise<string> {
    await page.getByRole('button', { name: `Copy of ${name}` }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await expect(page.getByText(/^Copied/).last()).toBeVisible();
    return page.evaluate(() => navigator.clipboard.readText());
  }

  await expect.poll(() => copied('SkyPilot task as YAML')).toContain(`run=${name}`);
  expect(await copied('curl that creates the same')).toContain(`"name":"${name}"`);
  expect(await copied('Link')).toContain(`/x/${id}`);
});

test('times are told in the zone that was chosen', async ({ board, page, request }) => {
  const { id } = await made(request, board, { base_command: 'true', desired_state: 'RUNNING' });
  await expect(attempts(page)).toHaveCount(1, { timeout: 60_000 });
  await page.getByRole('tab', { name: 'Jobs' }).click();
  const submitted = page.getByRole('region', { name: 'Jobs' }).locator('time').first();
  await expect(submitted).toHaveAttribute('title', /CET|CEST|GMT\+[12]/);

  await page.goto('/settings');
  await page.getByLabel('Times').selectOption('Asia/Tokyo');
  await board.open(`/x/${id}?tab=jobs`);

  await expect(submitted).toHaveAttribute('title', /GMT\+9|JST/);
});
