import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** Looks at what is shown in both themes: no violation, and a picture of each is kept. */
export async function inBothThemes(page: Page, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
    expect(violations, theme).toEqual([]);
    await page.screenshot({ path: `target/screenshots/${name}-${theme}.png` });
  }
}
