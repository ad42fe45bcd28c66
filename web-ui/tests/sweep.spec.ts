import type { Page } from '@playwright/test';
import { expect, freshName, test } from './support/board';

/** An experiment to sweep from, with everything that members take over. */
async function baseOf(page: Page): Promise<{ id: number; name: string }> {
  const name = freshName('base');
  const made = await page.request.post('/api/experiments', {
    data: { name, base_command: 'demo-train', nodes: 2, gpus: 4, flags: { seconds: 1, lr: 0.1 }, max_retries: 1 },
  });
  const { experiment } = (await made.json()) as { experiment: { id: number } };
  return { id: experiment.id, name };
}

test('what a sweep would make is shown while it is typed, and made as it was shown', async ({ board, page }) => {
  const base = await baseOf(page);
  const name = freshName('swept');
  await board.open(`/new/sweep?from=${base.id}`);
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Axis 1 flag').fill('lr');
  await page.getByLabel('Axis 1 values').fill('1e-4,,1');
  await expect(page.getByLabel('Axis 1 values')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Axis 1 values')).toHaveAccessibleDescription(/between commas/);
  await page.getByLabel('Axis 1 values').fill('1e-4, 1.0');
  await page.getByRole('button', { name: 'Axis', exact: true }).click();
  await expect(page.getByLabel('Axis 2 flag')).toBeFocused();
  await page.getByLabel('Axis 2 flag').fill('seed');
  await page.getByLabel('Axis 2 values').fill('1..3');
  await page.getByLabel('GPUs', { exact: true }).fill('8');
  await expect(page.getByText('2 × 3 = 6')).toBeVisible();
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview).toContainText(`${base.name}.1.0.3`);
  await expect(preview).toContainText('96');
  await page.getByLabel('Max parallel').fill('2');
  await expect(preview).toContainText('32 2 × 8 each');
  await page.getByRole('button', { name: 'Create 6 stopped' }).click();
  await expect(board.row(`${base.name}.1.0.3`)).toBeVisible();
  const answer = await page.request.get(
    `/api/experiments?filter=name:${base.name}.1e-4.2&fields=flags,nodes,gpus,max_retries`,
  );
  const { experiments } = (await answer.json()) as { experiments: object[] };
  expect(experiments).toEqual([
    expect.objectContaining({ nodes: 2, gpus: 8, max_retries: 1, flags: { seconds: 1, lr: 1e-4, seed: 2 } }),
  ]);
});

test('random draws are those of the seed, and zipped axes go together', async ({ board, page }) => {
  const base = await baseOf(page);
  await board.open(`/new/sweep?from=${base.id}`);
  await page.getByLabel('Axis 1 flag').fill('lr');
  await page.getByLabel('Axis 1 values').fill('1, 2');
  await page.getByRole('button', { name: 'Axis', exact: true }).click();
  await page.getByLabel('Axis 2 flag').fill('seed');
  await page.getByLabel('Axis 2 values').fill('5..7');
  const names = page.getByRole('table', { name: 'Names of the members' }).getByRole('rowheader');
  await expect(names).toHaveCount(6);
  await page.getByRole('button', { name: 'Zip' }).click();
  await expect(page.getByRole('alert')).toContainText('equally many values; these have 2, 3');
  await page.getByLabel('Axis 2 values').fill('5..6');
  await expect(names).toHaveText([`${base.name}.1.5`, `${base.name}.2.6`]);

  await page.getByRole('button', { name: 'Random' }).click();
  await page.getByLabel('Axis 1 values').fill('log 1e-4..1e-2');
  await page.getByLabel('Draws').fill('4');
  await page.getByLabel('Seed').fill('7');
  await expect(names).toHaveCount(4);
  const drawn = await names.allTextContents();
  await page.getByLabel('Seed').fill('8');
  await expect(names.first()).not.toHaveText(drawn[0] ?? '');
  await page.getByLabel('Seed').fill('7');
  await expect(names).toHaveText(drawn);
  await page.getByLabel('Draws').fill('0');
  await expect(page.getByLabel('Draws')).toHaveAccessibleDescription(/greater than or equal to 1/);
});

test('names that exist are shown and nothing is made over them', async ({ board, page }) => {
  const base = await baseOf(page);
  await page.request.post('/api/experiments', { data: { name: `${base.name}.2` } });
  await board.open(`/new/sweep?from=${base.id}`);
  await page.getByLabel('Axis 1 flag').fill('lr');
  await page.getByLabel('Axis 1 values').fill('1..3');
  const row = page.getByRole('table', { name: 'Names of the members' }).getByRole('row').nth(2);
  await expect(row).toContainText('exists');
  await expect(row).toContainText('Not started');
  await expect(page.getByRole('alert')).toContainText('1 name is taken');
  await expect(page.getByRole('button', { name: 'Create 3 stopped' })).toBeDisabled();
  await page.getByRole('textbox', { name: 'Members' }).fill(`${base.name}.b\${lr}`);
  await expect(page.getByRole('button', { name: 'Create 3 stopped' })).toBeEnabled();
});

test('the server says at its field what is wrong with the experiments of a sweep', async ({ board, page }) => {
  const base = await baseOf(page);
  await board.open(`/new/sweep?from=${base.id}`);
  await page.getByLabel('Axis 1 flag').fill('lr');
  await page.getByLabel('Axis 1 values').fill('1');
  await page.getByLabel('Nodes').fill('0');
  await expect(page.getByLabel('Nodes')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Nodes').fill('1');
  await page.getByRole('textbox', { name: 'Members' }).fill('x.${sead}');
  await expect(page.getByRole('textbox', { name: 'Members' })).toHaveAccessibleDescription(/names no flag/);
  await page.getByRole('textbox', { name: 'Members' }).fill('x.${lr}');
  await expect(page.getByRole('textbox', { name: 'Members' })).toHaveAttribute('aria-invalid', 'false');
});

test('a sweep from nowhere says where to begin', async ({ board, page }) => {
  await board.open('/new/sweep?from=999999');
  await expect(page.getByText('There is no such experiment.')).toBeVisible();
});

test('Ctrl and Enter makes a sweep and runs it', async ({ board, page }) => {
  const base = await baseOf(page);
  await board.open(`/new/sweep?from=${base.id}`);
  await page.getByLabel('Name', { exact: true }).fill(freshName('run'));
  await page.getByLabel('Axis 1 flag').fill('lr');
  await page.getByLabel('Axis 1 values').fill('1, 2');
  await page.getByLabel('GPUs', { exact: true }).fill('0');
  await page.getByLabel('Nodes', { exact: true }).fill('1');
  await expect(page.getByRole('button', { name: 'Create 2 and run' })).toBeEnabled();
  await page.getByLabel('Axis 1 values').press('Control+Enter');
  await expect(board.state(`${base.name}.2`)).toHaveText(/Running|Succeeded/, { timeout: 60_000 });
});
