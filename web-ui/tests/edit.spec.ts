import type { Page } from '@playwright/test';
import { expect, freshName, test, type BoardPage } from './support/board';

interface Made {
  readonly group: string;
  readonly names: readonly string[];
  readonly ids: readonly number[];
}

/** A group of three that share a value and differ in another. */
async function threeOf(page: Page, word: string): Promise<Made> {
  const group = freshName(word);
  const names = [1, 2, 3].map((at) => `${group}.${at}`);
  const made = await page.request.post('/api/groups', { data: { name: group } });
  const { group: row } = (await made.json()) as { group: { id: string } };
  const ids: number[] = [];
  for (const [at, name] of names.entries()) {
    const answer = await page.request.post('/api/experiments', {
      data: { name, base_command: 'demo-train', flags: { batch: 1_234_567, seed: at } },
    });
    const { experiment } = (await answer.json()) as { experiment: { id: number } };
    ids.push(experiment.id);
  }
  await page.request.post(`/api/groups/${row.id}/experiments`, { data: { experiment_ids: ids.map(String) } });
  return { group, names, ids };
}

/** Only those: a board that other tests filled is longer than what is drawn of it. */
async function openOnly(board: BoardPage, ...made: readonly Made[]): Promise<void> {
  await board.open(`/?filter=name:${made.map(({ group }) => group).join(',')}`);
}

async function flags(page: Page, id: number): Promise<string> {
  return (await page.request.get(`/api/experiments/${id}`)).text();
}

function cell(board: BoardPage, name: string, flag: string) {
  return board.row(name).getByRole('button', { name: new RegExp(`^${flag} of `) });
}

test('a flag is edited in its cell, exactly, and Escape leaves it', async ({ board, page }) => {
  const made = await threeOf(page, 'cell');
  const { names, ids } = made;
  const [name = '', id = 0] = [names[0], ids[0]];
  await openOnly(board, made);
  await cell(board, name, 'seed').click();
  const editor = board.row(name).getByRole('textbox', { name: `seed of ${name}` });
  await expect(editor).toHaveValue('0');
  await editor.fill('1.5M');
  await editor.press('Enter');
  await expect(cell(board, name, 'seed')).toHaveText('1.5M');
  await expect(cell(board, name, 'seed')).toBeFocused();
  expect(await flags(page, id)).toContain('"seed":1500000');

  await page.keyboard.press('Enter');
  await expect(editor).toHaveValue('1500000');
  await editor.fill('');
  await editor.press('Enter');
  await expect(editor).toHaveAccessibleDescription(/Write a value/);
  await editor.press('Escape');
  await expect(cell(board, name, 'seed')).toHaveText('1.5M');
});

test('what somebody else writes never overwrites an open editor', async ({ board, page }) => {
  const made = await threeOf(page, 'conflict');
  const { names, ids } = made;
  const [name = '', id = 0] = [names[1], ids[1]];
  await openOnly(board, made);
  await cell(board, name, 'seed').click();
  const editor = board.row(name).getByRole('textbox', { name: `seed of ${name}` });
  await editor.fill('7');
  await page.request.patch(`/api/experiments/${id}/spec`, { data: { flags: { batch: 1_234_567, seed: 40 } } });
  await expect(board.row(name)).toContainText('Now 40.');
  await expect(editor).toHaveValue('7');
  await editor.press('Enter');
  await expect(editor).toBeVisible();
  await board.row(name).getByRole('button', { name: 'Keep mine' }).click();
  await editor.press('Enter');
  await expect(cell(board, name, 'seed')).toHaveText('7');
  expect(await flags(page, id)).toContain('"seed":7');
});

test('a value of all in a group is edited from its exact value, and taken back', async ({ board, page }) => {
  const made = await threeOf(page, 'lifted');
  const { group, ids } = made;
  await openOnly(board, made);
  const chip = page.getByRole('button', { name: `batch = 1234567 for all in ${group}, edit` });
  await chip.click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Value')).toHaveValue('1234567');
  await dialog.getByLabel('Value').fill('2e-4');
  await expect(dialog).toContainText('For 3 experiments, none of which runs.');
  await dialog.getByRole('button', { name: 'Save for 3' }).click();
  await expect(dialog).toBeHidden();
  for (const id of ids) {
    expect(await flags(page, id)).toContain('"batch":2e-4');
  }
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(chip).toBeVisible();
});

test('an edit for all of a group is for those too that the filter hides', async ({ board, page }) => {
  const { group, names, ids } = await threeOf(page, 'hidden');
  await board.open(`/?filter=name:${names[0] ?? ''}`);
  await expect(board.row(names[0] ?? '')).toBeVisible();
  await expect(board.row(names[1] ?? '')).toHaveCount(0);
  await page.getByRole('button', { name: `batch = 1234567 for all in ${group}, edit` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Value').fill('5');
  await expect(dialog).toContainText('For 3 experiments');
  await dialog.getByRole('button', { name: 'Save for 3' }).click();
  await expect(dialog).toBeHidden();
  for (const id of ids) {
    expect(await flags(page, id)).toContain('"batch":5');
  }
});

test('a new experiment in a group begins with what all in it have in common', async ({ board, page }) => {
  const made = await threeOf(page, 'begin');
  await openOnly(board, made);
  await page.getByRole('button', { name: `New experiment in ${made.group}` }).click();
  const dialog = page.getByRole('dialog', { name: 'New experiment' });
  await expect(dialog.getByLabel('Command')).toHaveValue('demo-train');
  await expect(dialog.getByLabel('Flag 1 name')).toHaveValue('batch');
  await expect(dialog.getByLabel('Flag 1 value')).toHaveValue('1234567');
  await expect(dialog.getByLabel('Flag 2 name')).toHaveCount(0);
});

test('an experiment in two groups has a row in each, and keys go through both', async ({ board, page }) => {
  const one = await threeOf(page, 'first');
  const other = await threeOf(page, 'second');
  const groups = (await (await page.request.get('/api/groups')).json()) as { groups: { id: string; name: string }[] };
  const second = groups.groups.find(({ name }) => name === other.group)?.id ?? '';
  const [shared = 0] = one.ids;
  const added = [{ op: 'move', id: shared, group_id: second, before: other.ids[0], multi_home: true }];
  const answer = await page.request.post('/api/experiments/batch', { data: { mode: 'atomic', operations: added } });
  expect(answer.status()).toBe(200);
  await openOnly(board, one, other);
  const rows = page.locator('tr.row');
  await expect(rows).toHaveCount(7);
  await rows.first().focus();
  for (let at = 1; at < 7; at++) {
    await page.keyboard.press('ArrowDown');
    await expect(rows.nth(at)).toBeFocused();
    await expect(page.locator('tr.row-focus')).toHaveCount(1);
  }
});

test('a row leads to the log of its newest job by one click', async ({ board, page }) => {
  await board.open('/?filter=name:demo.baseline');
  await board.row('demo.baseline').hover();
  await board.row('demo.baseline').getByRole('button', { name: 'Log demo.baseline' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Job / })).toBeVisible();
  await expect(page.getByRole('log', { name: 'Log' })).toBeVisible();
});

test('many are selected by shift and acted on in one request, and it is taken back', async ({ board, page }) => {
  const made = await threeOf(page, 'bulk');
  const { names } = made;
  await openOnly(board, made);
  const box = (at: number) => board.row(names[at] ?? '').getByRole('checkbox');
  await box(0).click();
  await box(2).click({ modifiers: ['Shift'] });
  const bar = page.getByRole('toolbar', { name: 'What to do with the selected' });
  await expect(bar).toContainText('3 selected');
  const sent = page.waitForRequest((request) => request.url().endsWith('/api/experiments/batch'));
  await bar.getByRole('button', { name: 'Delete' }).click();
  expect(((await sent).postDataJSON() as { operations: unknown[] }).operations).toHaveLength(3);
  await expect(board.row(names[1] ?? '')).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(board.row(names[1] ?? '')).toBeVisible();
});

test('copies are selected, and moved to another group by the menu', async ({ board, page }) => {
  const one = await threeOf(page, 'from');
  const other = await threeOf(page, 'to');
  const name = one.names[0] ?? '';
  await openOnly(board, one, other);
  await board.row(name).getByRole('checkbox').click();
  const bar = page.getByRole('toolbar', { name: 'What to do with the selected' });
  await bar.getByRole('button', { name: 'Duplicate' }).click();
  await expect(board.row(`${name} (copy)`).getByRole('checkbox')).toBeChecked();
  await expect(board.row(name).getByRole('checkbox')).not.toBeChecked();
  await bar.getByRole('button', { name: 'Move to a group' }).click();
  await page.getByRole('menuitem', { name: other.group }).click();
  const section = page.locator('tbody').filter({ has: page.getByText(other.group, { exact: true }) });
  await expect(section.getByRole('link', { name: `${name} (copy)` })).toBeVisible();
});

test('rows are selected, edited and stopped without a mouse', async ({ board, page }) => {
  const made = await threeOf(page, 'keys');
  const { names } = made;
  await openOnly(board, made);
  await board.row(names[0] ?? '').focus();
  await page.keyboard.press('Shift+ArrowDown');
  const bar = page.getByRole('toolbar', { name: 'What to do with the selected' });
  await expect(bar).toContainText('2 selected');
  await page.keyboard.press('Escape');
  await expect(bar).toBeHidden();
  await page.keyboard.press('ArrowRight');
  await expect(cell(board, names[1] ?? '', 'seed')).toBeFocused();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(page.locator('tr.row').filter({ hasText: names[1] ?? '' })).toBeVisible();
  await expect
    .poll(async () => {
      const shown = await page.locator('tr.row .name').allInnerTexts();
      return shown.indexOf(names[1] ?? '') < shown.indexOf(names[0] ?? '');
    })
    .toBe(true);
});

test('the palette does what it names, and ? lists all keys', async ({ board, page }) => {
  await board.open();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Do or find anything' });
  await palette.getByRole('combobox').fill('demo.base');
  await expect(palette.getByRole('option', { name: /demo\.baseline/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page).toHaveTitle('demo.baseline · SkyDeck');
  await page.keyboard.press('g');
  await page.keyboard.press('j');
  await expect(page).toHaveTitle('Jobs · SkyDeck');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('Select up to a row');
});

test('a row is dragged to another group, and added there with Alt', async ({ board, page }) => {
  const one = await threeOf(page, 'drag');
  const other = await threeOf(page, 'drop');
  const [first = '', second = ''] = one.names;
  await openOnly(board, one, other);
  const section = (group: string) => page.locator('tbody').filter({ has: page.getByText(group, { exact: true }) });
  const grip = (name: string) => section(one.group).getByRole('row').filter({ hasText: name }).locator('.grip');
  const target = section(other.group)
    .getByRole('row')
    .filter({ hasText: other.names[1] ?? '' });
  await grip(first).dragTo(target, { targetPosition: { x: 300, y: 4 } });
  await expect(section(other.group).locator('.name')).toHaveText([
    other.names[0] ?? '',
    first,
    other.names[1] ?? '',
    other.names[2] ?? '',
  ]);
  await expect(section(one.group).getByRole('link', { name: first, exact: true })).toBeHidden();

  await page.keyboard.down('Alt');
  await grip(second).dragTo(target, { targetPosition: { x: 300, y: 4 } });
  await page.keyboard.up('Alt');
  await expect(section(other.group).getByRole('link', { name: second, exact: true })).toBeVisible();
  await expect(section(one.group).getByRole('link', { name: second, exact: true })).toBeVisible();
});

test('selected ones are compared, with another base', async ({ board, page }) => {
  const made = await threeOf(page, 'compare');
  await openOnly(board, made);
  await page.getByRole('checkbox', { name: 'Select all that are shown' }).click();
  await page.keyboard.press('v');
  await expect(page.getByRole('heading', { level: 1, name: 'Compare 3' })).toBeVisible();
  const seed = page.getByRole('table', { name: 'Differences' }).getByRole('row').filter({ hasText: 'seed' });
  await expect(seed.getByRole('cell')).toHaveText(['0', '1', '2']);
  await page.getByRole('button', { name: `Compare with ${made.names[1] ?? ''}` }).click();
  await expect(seed.getByRole('cell')).toHaveText(['0', '1', '2 ×2']);
  await expect(page.getByRole('table')).not.toContainText('1234567');
});
