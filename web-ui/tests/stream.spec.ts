import { expect, freshName, test } from './support/board';
import { CuttableProxy } from './support/cuttable-proxy';

test('says that it reconnects and then shows what it missed, without a reload', async ({
  board,
  page,
  request,
  baseURL,
}) => {
  const proxy = await CuttableProxy.before(baseURL ?? '');
  try {
    await board.open(proxy.url);
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    proxy.cut();
    await expect(board.chip()).toContainText('Reconnecting');

    const name = freshName('missed');
    // Around the proxy: somebody else's change while this page hears nothing.
    const made = await request.post('/api/experiments', { data: { name } });
    expect(made.ok()).toBe(true);
    await expect(board.row(name)).toBeHidden();
    await expect(page.locator('.banner')).toBeVisible();

    proxy.mend();
    await board.live();
    await expect(board.row(name)).toBeVisible();
    await expect(page.locator('.banner')).toBeHidden();
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
  } finally {
    await proxy.close();
  }
});
