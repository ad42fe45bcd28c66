import { expect, freshName, test } from './support/board';

test('creates with run rules and shows them', async ({ board, page }) => {
  const name = freshName('rules');
  await board.open('/new');
  const dialog = page.getByRole('dialog', { name: 'New experiment' });
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByLabel('Launch again').selectOption('When it fails');
  await dialog.getByLabel('Retries', { exact: true }).fill('2');
  await dialog.getByLabel('Infra retries').fill('5');
  await dialog.getByLabel('At epoch').fill('500');
  await dialog.getByLabel('GPU-hours').fill('1.5');
  await dialog.getByRole('button', { name: 'Metric', exact: true }).click();
  await dialog.getByLabel('Metric 1 name').fill('loss');
  await dialog.getByLabel('Metric 1 side').selectOption('at most');
  await dialog.getByLabel('Metric 1 bound').fill('0.25');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog).toBeHidden();
  const details = await board.details(name);
  await expect(details).toContainText('When its job fails, it is launched again, up to 2 times in a row.');
  await expect(details).toContainText('When the infrastructure fails, up to 5 times in a row.');
  for (const rule of ['epoch 500', '1.5 GPU-hours', 'loss ≤ 0.25']) {
    await expect(details.getByText(rule, { exact: true })).toBeVisible();
  }

  const edit = await board.edit(name);
  await expect(edit.getByLabel('Launch again')).toHaveValue('on-failure');
  await expect(edit.getByLabel('Metric 1 bound')).toHaveValue('0.25');
  await edit.getByLabel('Launch again').selectOption('Never');
  await edit.getByLabel('At epoch').clear();
  await edit.getByLabel('GPU-hours').clear();
  await edit.getByRole('button', { name: 'Remove metric 1' }).click();
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(edit).toBeHidden();
  await expect(details).toContainText('It is not launched again when its job ends.');
  await expect(details).toContainText('No rule stops it.');
});

test('refuses a wrong rule at its field and keeps what was typed', async ({ board, page }) => {
  const name = freshName('wrong');
  await board.open();
  await board.create(name, { seconds: '1' });
  const dialog = await board.edit(name);
  await dialog.getByLabel('Retries', { exact: true }).fill('99');
  await dialog.getByLabel('Infra retries').clear();
  await dialog.getByLabel('At epoch').fill('1.5');
  await dialog.getByLabel('After hours').fill('soon');
  const add = dialog.getByRole('button', { name: 'Metric', exact: true });
  await add.click();
  await add.click();
  // The first row stays empty and is not sent: the problem must stand at the second all the same.
  await dialog.getByLabel('Metric 2 name').fill('loss');
  await dialog.getByLabel('Metric 2 bound').fill('low');
  await dialog.getByRole('button', { name: 'Save' }).click();

  const wrong = {
    Retries: '99',
    'Infra retries': '',
    'At epoch': '1.5',
    'After hours': 'soon',
    'Metric 2 bound': 'low',
  };
  for (const [field, typed] of Object.entries(wrong)) {
    const input = dialog.getByLabel(field, { exact: true });
    await expect(input).toHaveAttribute('aria-invalid', 'true');
    await expect(input).toHaveAccessibleDescription(/valid|less than/);
    await expect(input).toHaveValue(typed);
  }
  await expect(dialog.getByLabel('Retries', { exact: true })).toBeFocused();
  await expect(dialog.getByLabel('Metric 1 bound')).toHaveAttribute('aria-invalid', 'false');
  await expect(dialog.getByRole('alert')).toBeHidden();

  await dialog.getByLabel('Retries', { exact: true }).fill('3');
  await dialog.getByLabel('Infra retries').fill('3');
  await dialog.getByLabel('At epoch').fill('2');
  await dialog.getByLabel('After hours').fill('1');
  await dialog.getByLabel('Metric 2 bound').fill('0.1');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('region', { name, exact: true })).toContainText('loss ≥ 0.1');
});

test('asks before it overwrites an edit by somebody else', async ({ board, page }) => {
  const name = freshName('meanwhile');
  await board.open('/?columns=state,nodes');
  await board.create(name, { seconds: '1' });
  const id = (await board.row(name).getAttribute('data-experiment')) ?? '';
  const dialog = await board.edit(name);
  await dialog.getByLabel('Nodes').fill('2');
  await page.request.patch(`/api/experiments/${id}/spec`, { data: { gpus: 4 } });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert')).toContainText('It was edited meanwhile');
  await expect(dialog.getByLabel('Nodes')).toHaveValue('2');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(board.row(name)).toContainText('2 × CPU');
});

test('counts down to the next launch of what failed', async ({ board }) => {
  const name = freshName('again');
  await board.open();
  await board.create(name, { seconds: '1', epochs: '1', exit: '3' });
  const dialog = await board.edit(name);
  await dialog.getByLabel('Launch again').selectOption('When it fails');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await board.act('Run', name);
  const details = await board.details(name);
  await expect(details).toContainText('retry 1 of 3', { timeout: 60_000 });
  const left = details.getByText(/^again in /);
  await expect(left).toHaveText(/^again in (1 min \d\d s|\d+ s)$/);
  const before = await left.innerText();
  await expect(left).not.toHaveText(before);
  await expect(left).toHaveText(/^again in /);
  await board.act('Stop', name);
  await expect(left).toBeHidden();
});

test('says which rule stopped a run', async ({ board, page }) => {
  test.setTimeout(120_000);
  const name = freshName('ruled');
  await board.open();
  await board.create(name, { seconds: '300', epochs: '100' });
  const dialog = await board.edit(name);
  await dialog.getByLabel('At epoch').fill('1');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await board.act('Run', name);
  await expect(board.state(name)).toHaveText('Cancelled', { timeout: 90_000 });
  await expect(page.getByRole('region', { name, exact: true })).toContainText(
    /A stop rule stopped it\. Epoch \d+ was reached/,
  );
});

test('relaunches with what was edited', async ({ board, page }) => {
  test.setTimeout(120_000);
  const name = freshName('relaunch');
  await board.open();
  await board.create(name, { seconds: '300', epochs: '2' });
  await board.act('Run', name);
  await expect(board.state(name)).toHaveText('Running', { timeout: 60_000 });
  const edit = await board.edit(name);
  await edit.getByLabel('Flag 2 value').fill('200');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(edit).toBeHidden();

  const details = await board.details(name);
  await expect(details).toContainText('flags.seconds from 300 to 200');
  const relaunch = details.getByRole('button', { name: 'Relaunch with changes' });
  await relaunch.click();
  const question = page.getByRole('dialog', { name: `Relaunch ${name}?` });
  await question.getByRole('button', { name: 'Keep' }).click();
  await expect(question).toBeHidden();
  await expect(relaunch).toBeFocused();
  await relaunch.click();
  await question.getByRole('button', { name: 'Relaunch' }).click();

  await expect(details).toContainText('run request 2', { timeout: 60_000 });
  await expect(relaunch).toBeHidden({ timeout: 60_000 });
  const jobs = await board.jobs(name);
  await expect(jobs).toHaveCount(2, { timeout: 60_000 });
  await expect(jobs.first()).toContainText('Running', { timeout: 60_000 });
  await expect(jobs.last()).toContainText('Cancelled');
  await board.act('Stop', name);
});
