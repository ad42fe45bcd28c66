import { expect, freshName, recordStates, test } from './support/board';

test('runs an experiment from the form to its checkpoints without a reload', async ({ board, page }) => {
  const name = freshName('run');
  await board.open();
  await board.create(name, { seconds: '4', epochs: '2' });
  await expect(board.state(name)).toHaveText('Not started');
  const seen = await recordStates(page, name);
  await board.act('Run', name);
  const jobs = await board.jobs(name);
  await expect(board.state(name)).toHaveText('Succeeded', { timeout: 60_000 });
  const path = (await seen()).join(' ');
  expect(path).toMatch(/^Not started (Pending |Starting )*Running Succeeded$/);

  await expect(jobs).toHaveCount(1);
  await expect(jobs.first()).toContainText('Succeeded');
  const cells = jobs.first().getByRole('cell');
  await expect(cells.locator('time')).toHaveCount(3);
  await expect(cells.nth(5)).toHaveText('0');
  await expect(await board.checkpoints(name)).toHaveCount(2, { timeout: 60_000 });
});

test('stops what runs', async ({ board }) => {
  const name = freshName('stop');
  await board.open();
  await board.create(name, { seconds: '120', epochs: '4' });
  await board.act('Run', name);
  await expect(board.state(name)).toHaveText('Running', { timeout: 60_000 });
  await board.act('Stop', name);
  await expect(board.state(name)).toHaveText('Cancelled', { timeout: 60_000 });
  await expect((await board.jobs(name)).first()).toContainText('Cancelled');
});

test('says why a run failed', async ({ board }) => {
  const name = freshName('fail');
  await board.open();
  await board.create(name, { seconds: '1', epochs: '1', exit: '3' });
  await board.act('Run', name);
  await expect(board.state(name)).toHaveText('Failed', { timeout: 60_000 });
  const job = (await board.jobs(name)).first();
  await expect(job.getByRole('cell', { name: '3', exact: true })).toBeVisible();
  await expect(job.locator('.why')).not.toBeEmpty();
});

test('shows every refusal at its field', async ({ board, page }) => {
  await board.open('/new');
  const dialog = page.getByRole('dialog', { name: 'New experiment' });
  await dialog.getByLabel('Name', { exact: true }).fill('a/b');
  await dialog.getByLabel('Nodes').fill('four');
  await dialog.getByLabel('Flag 1 name').fill('1st');
  await dialog.getByLabel('Flag 1 value').fill('1e-4');
  await dialog.getByRole('button', { name: 'Create' }).click();
  for (const field of ['Name', 'Nodes', 'Flag 1 name']) {
    const input = dialog.getByLabel(field, { exact: true });
    await expect(input).toHaveAttribute('aria-invalid', 'true');
    await expect(input).toHaveAccessibleDescription(/\S/);
  }
  await dialog.getByLabel('Name', { exact: true }).fill('demo.baseline');
  await dialog.getByLabel('Nodes').fill('1');
  await dialog.getByLabel('Flag 1 name').fill('lr');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveAccessibleDescription(/already exists/);
});

test('shows what SkyPilot would refuse, and saves what is mended', async ({ board, page }) => {
  const name = freshName('refused');
  const template = `/api/task-templates/${name}`;
  await page.request.put(template, { data: { yaml: 'workdir: .\n' } });
  const made = await page.request.post('/api/groups', { data: { name } });
  const { group } = (await made.json()) as { group: { id: string } };
  await page.request.patch(`/api/groups/${group.id}`, { data: { task_template: name } });
  await board.open('/new');
  const dialog = page.getByRole('dialog', { name: 'New experiment' });
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByLabel('Group').selectOption({ label: name });
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByRole('alert')).toContainText('SkyPilot would refuse its task');
  await expect(dialog.getByRole('alert')).toContainText('workdir');

  await page.request.put(template, { data: { yaml: 'envs: {MENDED: "1"}\n' } });
  await dialog.getByLabel('Nodes').fill('2');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  const id = await board.row(name).getAttribute('data-experiment');
  const text = await (await page.request.get(`/api/experiments/${id ?? ''}`)).text();
  expect(text).toContain('"nodes":2');
});

test('runs an experiment on a cluster with a name', async ({ board, page }) => {
  const name = freshName('cluster');
  await board.open('/new');
  const dialog = page.getByRole('dialog', { name: 'New experiment' });
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByLabel('Command').fill('echo');
  await dialog.getByLabel('Cluster').fill(name);
  await dialog.getByLabel('Stop the cluster with the experiment').check();
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog).toBeHidden();
  await board.act('Run', name);
  await expect(board.state(name)).toHaveText('Succeeded', { timeout: 60_000 });
  await expect(await board.details(name)).toContainText('stopped with it');
  const clusters = await (await page.request.get('/api/clusters')).text();
  expect(clusters).toContain(`"name":"${name}"`);
});

test('keeps the digits of a number from form to server', async ({ board, page }) => {
  const name = freshName('digits');
  await board.open();
  await board.create(name, { big: '12345678901234567890', lr: '1e-4', one: '1.0' });
  const id = await board.row(name).getAttribute('data-experiment');
  const text = await (await page.request.get(`/api/experiments/${id ?? ''}`)).text();
  expect(text).toContain('"big":12345678901234567890');
  expect(text).toContain('"one":1.0');
  await (await board.details(name)).getByRole('tab', { name: 'Overview' }).click();
  await expect(page.getByRole('region', { name, exact: true })).toContainText('big=12345678901234567890');
});
