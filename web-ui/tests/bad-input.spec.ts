import type { Page } from '@playwright/test';
import { expect, freshName, test } from './support/board';
import { BreakingProxy, type Breakage } from './support/breaking-proxy';

/** What is typed as a value, and the JSON that must arrive. */
const VALUES: Readonly<Record<string, readonly [typed: string, json: string]>> = {
  grouped: ['1_000', '1000'],
  short: ['1.5M', '1500000'],
  small: ['1e-4', '1e-4'],
  hex: ['0x10', '"0x10"'],
  zeros: ['007', '"007"'],
  endless: ['Infinity', '"Infinity"'],
  none: ['NaN', '"NaN"'],
  quoted: ['"12"', '"12"'],
  plus: ['+1', '"+1"'],
};

const NAMES: Readonly<Record<string, string>> = {
  emoji: '🚀 👩‍🔬 e\u0301',
  'right to left': 'تجربة-אחת',
  'of one that breaks the direction': '\u202Edeck',
  'markup in it': '<img src=x onerror=document.title="caught"><script>',
  'quotes and more': `"'&amp; {{1}} \${1}`,
};

function form(page: Page) {
  return page.getByRole('dialog', { name: 'New experiment' });
}

async function stored(page: Page, id: string | null): Promise<string> {
  return (await page.request.get(`/api/experiments/${id ?? ''}`)).text();
}

test('what looks like a number is one only when it is one', async ({ board, page }) => {
  const name = freshName('values');
  await board.open();
  await board.create(name, Object.fromEntries(Object.entries(VALUES).map(([flag, [typed]]) => [flag, typed])));
  const text = await stored(page, await board.row(name).getAttribute('data-experiment'));
  for (const [flag, [, json]] of Object.entries(VALUES)) {
    expect(text).toContain(`"${flag}":${json}`);
  }
});

test('an edit that changes nothing keeps each value as it is stored', async ({ board, page }) => {
  const name = freshName('unchanged');
  await board.open();
  await board.create(name, Object.fromEntries(Object.entries(VALUES).map(([flag, [typed]]) => [flag, typed])));
  const id = await board.row(name).getAttribute('data-experiment');
  const edit = await board.edit(name);
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(edit).toBeHidden();
  const text = await stored(page, id);
  for (const [flag, [, json]] of Object.entries(VALUES)) {
    expect(text).toContain(`"${flag}":${json}`);
  }
});

test('an empty value is refused at its flag and is never 0', async ({ board, page }) => {
  await board.open('/new');
  await form(page).getByLabel('Name', { exact: true }).fill(freshName('empty'));
  await form(page).getByLabel('Flag 1 name').fill('lr');
  await form(page).getByRole('button', { name: 'Create' }).click();
  await expect(form(page).getByLabel('Flag 1 value')).toHaveAttribute('aria-invalid', 'true');
  await expect(form(page).getByLabel('Flag 1 value')).toHaveAccessibleDescription(/Write a value/);
  await expect(form(page).getByLabel('Flag 1 name')).toHaveValue('lr');
});

for (const [what, odd] of Object.entries(NAMES)) {
  test(`a name with ${what} is shown as it was typed`, async ({ board, page }) => {
    const name = `${freshName('odd')} ${odd}`;
    await board.open();
    await board.create(name, { seconds: '1' });
    await expect(board.row(name).locator('.name')).toHaveText(name);
    await expect(page).toHaveTitle('Board · SkyDeck');
    await expect(page.locator('img')).toHaveCount(0);
  });
}

test('a name has 128 characters; one more is refused at its field and stays typed', async ({ board, page }) => {
  const name = freshName('long').padEnd(128, 'x');
  await board.open('/new');
  const field = form(page).getByLabel('Name', { exact: true });
  await field.fill(`${name}y`);
  await form(page).getByRole('button', { name: 'Create' }).click();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(/128/);
  await expect(field).toHaveValue(`${name}y`);
  await field.fill(name);
  await form(page).getByRole('button', { name: 'Create' }).click();
  await expect(form(page)).toBeHidden();
  await expect(board.row(name)).toBeVisible();
});

test('three hundred flags are edited without losing one', async ({ board, page }) => {
  const name = freshName('many');
  const flags = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`part${at % 20}.flag${at}`, at]));
  const made = await page.request.post('/api/experiments', { data: { name, flags } });
  const { experiment } = (await made.json()) as { experiment: { id: number } };
  // In a group of its own: values of all members are no columns, and no other test's board gets 300 of them.
  const { group } = (await (await page.request.post('/api/groups', { data: { name } })).json()) as {
    group: { id: string };
  };
  const members = { experiment_ids: [String(experiment.id)] };
  await page.request.post(`/api/groups/${group.id}/experiments`, { data: members });
  await board.open(`/x/${experiment.id}/edit`);
  const edit = page.getByRole('dialog', { name: `Edit ${name}` });
  await edit.getByLabel('Flag 300 value').fill('changed');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(edit).toBeHidden();
  const read = await page.request.get(`/api/experiments/${experiment.id}`);
  const values = Object.values(((await read.json()) as { experiment: { flags: object } }).experiment.flags);
  expect(values).toHaveLength(300);
  expect(values.filter((value) => value === 'changed')).toHaveLength(1);
  await page.request.delete(`/api/experiments/${experiment.id}`);
});

test('a value of 100 KB is refused at its flag and stays typed', async ({ board, page }) => {
  const value = 'v'.repeat(100 * 1024);
  await board.open('/new');
  await form(page).getByLabel('Name', { exact: true }).fill(freshName('huge'));
  await form(page).getByLabel('Flag 1 name').fill('blob');
  await form(page).getByLabel('Flag 1 value').fill(value);
  await form(page).getByRole('button', { name: 'Create' }).click();
  const field = form(page).getByLabel('Flag 1 value');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(/65,?536/);
  expect(await field.inputValue()).toBe(value);
});

test('why a group could not be made is said at its field, and its name stays typed', async ({
  board,
  page,
  baseURL,
}) => {
  const proxy = await BreakingProxy.before(baseURL ?? '');
  try {
    await board.open(proxy.url);
    await page.getByRole('button', { name: 'New group' }).click();
    const dialog = page.getByRole('dialog', { name: 'New group' });
    const field = dialog.getByLabel('Name', { exact: true });
    await field.fill('lr sweep');
    proxy.break(/^POST \/api\/groups$/, { status: 409, body: '{"detail":"There is one already."}' });
    await dialog.getByRole('button', { name: 'Create group' }).click();
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toHaveAccessibleDescription(/There is one already/);
    await expect(field).toHaveValue('lr sweep');
  } finally {
    await page.goto('about:blank');
    await proxy.close();
  }
});

test('a filter that means nothing is said at its field and stays typed', async ({ board, page }) => {
  await board.open();
  const field = page.getByLabel('Filter the board');
  await field.fill('state:>');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(/\S/);
  await expect(field).toHaveValue('state:>');
  await expect(board.row('demo.baseline')).toBeVisible();
});

const BREAKAGES: readonly (readonly [what: string, breakage: Breakage, said: RegExp])[] = [
  ['500 with a reason', { status: 500, body: '{"detail":"The disk is full."}' }, /The disk is full/],
  ['500 without one', { status: 500, body: '<html>Bad Gateway</html>' }, /answered 500 without saying why/],
  ['503', { status: 503, body: '{"detail":"The store is busy."}' }, /The store is busy/],
  ['nothing', 'hang up', /cannot be reached/],
  ['nothing and stays on the line', 'say nothing', /did not answer within 20 s/],
];

for (const [what, breakage, said] of BREAKAGES) {
  test(`a form whose server answers ${what} says so, keeps what was typed and can be sent again`, async ({
    board,
    page,
    baseURL,
  }) => {
    const proxy = await BreakingProxy.before(baseURL ?? '');
    const name = freshName('kept');
    try {
      await board.open(`${proxy.url}/new`);
      await form(page).getByLabel('Name', { exact: true }).fill(name);
      await form(page).getByLabel('Flag 1 name').fill('lr');
      await form(page).getByLabel('Flag 1 value').fill('1e-4');
      proxy.break(/^POST \/api\/experiments$/, breakage);
      await form(page).getByRole('button', { name: 'Create' }).click();
      await expect(form(page).getByRole('alert')).toContainText(said, { timeout: 30_000 });
      await expect(form(page).getByLabel('Flag 1 value')).toHaveValue('1e-4');
      proxy.mend();
      await form(page).getByRole('button', { name: 'Create' }).click();
      await expect(form(page)).toBeHidden();
      await expect(board.row(name)).toBeVisible();
    } finally {
      await page.goto('about:blank');
      await proxy.close();
    }
  });
}

test('a form whose answer was lost on the way creates one experiment, however often it is sent', async ({
  board,
  page,
  baseURL,
}) => {
  const proxy = await BreakingProxy.before(baseURL ?? '');
  const name = freshName('once');
  try {
    await board.open(`${proxy.url}/new`);
    await form(page).getByLabel('Name', { exact: true }).fill(name);
    proxy.break(/^POST \/api\/experiments$/, 'lose the answer');
    await form(page).getByRole('button', { name: 'Create' }).click();
    await expect(form(page).getByRole('alert')).toContainText(/cannot be reached/);
    proxy.mend();
    await form(page).getByRole('button', { name: 'Create' }).click();
    await expect(form(page)).toBeHidden();
    await expect(board.row(name)).toHaveCount(1);
  } finally {
    await page.goto('about:blank');
    await proxy.close();
  }
});

test('what was done at once on screen is taken back when the server refuses, and that is said', async ({
  board,
  page,
  baseURL,
}) => {
  const proxy = await BreakingProxy.before(baseURL ?? '');
  try {
    await board.open(proxy.url);
    const star = board.row('demo.baseline').getByRole('button', { name: 'Star demo.baseline' });
    const before = (await star.getAttribute('aria-pressed')) ?? '';
    proxy.break(/\/starred$/, { status: 500, body: '{"detail":"Not now."}' });
    await board.row('demo.baseline').hover();
    await star.click();
    await expect(page.getByRole('status', { name: 'Messages' })).toContainText('Not now.');
    await expect(star).toHaveAttribute('aria-pressed', before);
  } finally {
    await page.goto('about:blank');
    await proxy.close();
  }
});

test('a board that cannot be read says why, and shows itself once it can be', async ({ board, page, baseURL }) => {
  const proxy = await BreakingProxy.before(baseURL ?? '');
  try {
    proxy.break(/^GET \/api\/groups/, { status: 500, body: '{"detail":"The disk is full."}' });
    await page.goto(proxy.url);
    await expect(page.getByRole('alert')).toContainText('The disk is full.');
    proxy.mend();
    await expect(board.row('demo.baseline')).toBeVisible();
  } finally {
    await page.goto('about:blank');
    await proxy.close();
  }
});
