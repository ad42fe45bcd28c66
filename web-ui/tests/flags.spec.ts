import type { Page } from '@playwright/test';
import { expect, freshName, test } from './support/board';

const SCHEMA = {
  type: 'object',
  properties: {
    trainer: {
      type: 'object',
      properties: {
        lr: { type: 'number', exclusiveMinimum: 0, default: 0.0003, description: 'Step size of the optimizer.' },
        layers: { type: 'integer', minimum: 1, default: 4 },
        ent_coef: { type: 'number', default: 0.01, deprecated: true },
      },
    },
  },
};

async function describedTool(page: Page): Promise<string> {
  const tool = freshName('tool');
  const told = await page.request.post(`/api/flag-definitions/${tool}`, { data: SCHEMA });
  expect(told.ok()).toBe(true);
  return tool;
}

test('a flag is taken from suggestions, with its default and what it takes', async ({ board, page }) => {
  const tool = await describedTool(page);
  await board.open('/new');
  const dialog = page.getByRole('dialog', { name: 'New experiment' });
  await dialog.getByLabel('Tool path').fill(tool);
  const name = dialog.getByLabel('Flag 1 name');
  await name.pressSequentially('lr');
  const option = dialog.getByRole('option', { name: 'trainer.lr float, 0.0003' });
  await expect(option).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(option).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(name).toHaveValue('trainer.lr');
  const value = dialog.getByLabel('Flag 1 value');
  await expect(value).toBeFocused();
  await expect(value).toHaveValue('0.0003');
  await expect(value).toHaveAccessibleDescription(/above 0.*Without it: 0\.0003.*Step size/);
});

test('Escape closes the suggestions and leaves the form', async ({ board, page }) => {
  const tool = await describedTool(page);
  await board.open('/new');
  const dialog = page.getByRole('dialog', { name: 'New experiment' });
  await dialog.getByLabel('Tool path').fill(tool);
  await dialog.getByLabel('Flag 1 name').pressSequentially('la');
  await expect(dialog.getByRole('listbox')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog.getByRole('listbox')).toBeHidden();
  await expect(dialog).toBeVisible();
});

test('what was saved all the same is told, and saving it again accepts it', async ({ board, page }) => {
  const tool = await describedTool(page);
  const name = freshName('warned');
  await board.open('/new');
  const dialog = page.getByRole('dialog', { name: 'New experiment' });
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  await dialog.getByLabel('Tool path').fill(tool);
  await dialog.getByLabel('Flag 1 name').fill('trainer.lrr');
  await dialog.getByLabel('Flag 1 value').fill('1e-4');
  await dialog.getByRole('button', { name: 'Flag', exact: true }).click();
  await dialog.getByLabel('Flag 2 name').fill('trainer.ent_coef');
  await dialog.getByLabel('Flag 2 value').fill('0.1');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByRole('alert')).toContainText('It was saved. 2 things may be a mistake');
  await expect(dialog.getByLabel('Flag 1 value')).toHaveAccessibleDescription(/has no flag trainer\.lrr/);
  await expect(dialog.getByLabel('Flag 2 value')).toHaveAccessibleDescription(/deprecated/);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(board.row(name)).toBeVisible();
});

test('a value that the tool would refuse is refused at its flag', async ({ board, page }) => {
  const tool = await describedTool(page);
  await board.open('/new');
  const dialog = page.getByRole('dialog', { name: 'New experiment' });
  await dialog.getByLabel('Name', { exact: true }).fill(freshName('refused'));
  await dialog.getByLabel('Tool path').fill(tool);
  await dialog.getByLabel('Flag 1 name').fill('trainer.layers');
  await dialog.getByLabel('Flag 1 value').fill('0');
  await dialog.getByRole('button', { name: 'Create' }).click();
  const value = dialog.getByLabel('Flag 1 value');
  await expect(value).toHaveAttribute('aria-invalid', 'true');
  await expect(value).toHaveAccessibleDescription(/at least 1|1 or more/);
});
