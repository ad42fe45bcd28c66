import { expect, test as base, type APIRequestContext, type Locator, type Page } from '@playwright/test';

/** The board as a person uses it. */
export class BoardPage {
  constructor(readonly page: Page) {}

  async open(path = '/'): Promise<void> {
    await this.page.goto(path);
    await this.live();
  }

  /** Waits for the event stream: only then does a change need no reload. */
  async live(): Promise<void> {
    await expect(this.chip()).toHaveText('Live');
  }

  chip(): Locator {
    return this.page.getByRole('status', { name: 'Connection' });
  }

  row(name: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) });
  }

  state(name: string): Locator {
    return this.row(name).locator('.st .state .word');
  }

  /** Opens the row and answers its details. */
  async details(name: string): Promise<Locator> {
    const panel = this.page.getByRole('region', { name, exact: true });
    if (!(await panel.isVisible())) {
      await this.row(name)
        .getByRole('button', { name: `Details of ${name}` })
        .focus();
      await this.page.keyboard.press('Enter');
    }
    await expect(panel).toBeVisible();
    return panel;
  }

  async jobs(name: string): Promise<Locator> {
    const panel = await this.details(name);
    await panel.getByRole('tab', { name: /^Jobs/ }).click();
    return panel
      .getByRole('table')
      .getByRole('row')
      .filter({ has: this.page.locator('td') });
  }

  async checkpoints(name: string): Promise<Locator> {
    const panel = await this.details(name);
    await panel.getByRole('tab', { name: /^Checkpoints/ }).click();
    return panel
      .getByRole('table')
      .getByRole('row')
      .filter({ has: this.page.locator('td') });
  }

  /** Opens the form of what there is and answers it. */
  async edit(name: string): Promise<Locator> {
    await (await this.details(name)).getByRole('button', { name: `Edit ${name}` }).click();
    const dialog = this.page.getByRole('dialog', { name: `Edit ${name}` });
    await expect(dialog.getByLabel('Name', { exact: true })).toBeFocused();
    return dialog;
  }

  async act(action: 'Run' | 'Stop', name: string): Promise<void> {
    await this.row(name).hover();
    await this.row(name)
      .getByRole('button', { name: `${action} ${name}` })
      .click();
  }

  /** Fills the form and sends it; the demo's own training script runs it. */
  async create(name: string, flags: Readonly<Record<string, string>>): Promise<void> {
    await this.page.getByRole('button', { name: 'New experiment', exact: true }).click();
    const dialog = this.page.getByRole('dialog', { name: 'New experiment' });
    await dialog.getByLabel('Name', { exact: true }).fill(name);
    await dialog.getByLabel('Command').fill('demo-train');
    for (const [at, [flag, value]] of Object.entries(flags).entries()) {
      if (at > 0) {
        await dialog.getByRole('button', { name: 'Flag', exact: true }).click();
      }
      await dialog.getByLabel(`Flag ${at + 1} name`).fill(flag);
      await dialog.getByLabel(`Flag ${at + 1} value`).fill(value);
    }
    await dialog.getByRole('button', { name: 'Create' }).click();
    await expect(dialog).toBeHidden();
    await expect(this.row(name)).toBeVisible();
  }
}

/** A name no other run of these tests has used: the server keeps what they made. */
export function freshName(word: string): string {
  return `browser.${word}.${Date.now().toString(36)}`;
}

/** Notes each state the row shows from now on, so that none between two looks is missed. */
export async function recordStates(page: Page, name: string): Promise<() => Promise<string[]>> {
  await page.evaluate((wanted) => {
    const seen: string[] = [];
    const look = () => {
      for (const row of document.querySelectorAll('tr.row')) {
        const word = row.querySelector('.st .state .word')?.textContent;
        if (row.querySelector('.name')?.textContent === wanted && word !== undefined && seen.at(-1) !== word) {
          seen.push(word);
        }
      }
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    look();
    Object.assign(window, { seenStates: seen });
  }, name);
  return () => page.evaluate(() => (window as unknown as { seenStates: string[] }).seenStates);
}

/** Takes away what a test made: the next one would not find its rows on a board that is longer than what is drawn. */
async function tidyUp(request: APIRequestContext): Promise<void> {
  const answer = await request.get('/api/groups');
  const { groups, ungrouped } = (await answer.json()) as {
    groups: { id: string; name: string; experiments: Named[] }[];
    ungrouped: Named[];
  };
  const made = [...groups.flatMap((group) => group.experiments), ...ungrouped].filter(isOurs);
  const operations = [...new Set(made.map(({ id }) => id))].map((id) => ({ op: 'delete', id }));
  if (operations.length > 0) {
    await request.post('/api/experiments/batch', { data: { mode: 'each', operations } });
  }
  for (const group of groups.filter(isOurs)) {
    await request.delete(`/api/groups/${group.id}`);
  }
}

interface Named {
  readonly id: number;
  readonly name: string;
}

function isOurs({ name }: { readonly name: string }): boolean {
  return name.startsWith('browser.');
}

interface Fixtures {
  readonly board: BoardPage;
  /** Fails a test on anything the page itself complains about, refused scripts and styles included. */
  readonly quietPage: undefined;
}

export const test = base.extend<Fixtures>({
  quietPage: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        // The browser reports every refused request itself; those are what a test may be about.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
          complaints.push(message.text());
        }
      });
      await use(undefined);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
  board: async ({ page, context }, use) => {
    // Nothing may be fetched from anywhere but the server under test.
    await context.route(
      (url) => url.hostname !== '127.0.0.1' && url.hostname !== 'localhost',
      (route) => route.abort(),
    );
    await use(new BoardPage(page));
    await tidyUp(context.request);
  },
});

export { expect };
