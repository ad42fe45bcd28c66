export type Theme = 'system' | 'light' | 'dark';

const KEY = 'skydeck.theme';

/** What this browser prefers. */
export class Preferences {
  theme: Theme = $state(storedTheme());

  /** The next of light, dark and as the system has it. */
  nextTheme(): void {
    this.theme = this.theme === 'system' ? 'light' : this.theme === 'light' ? 'dark' : 'system';
    try {
      localStorage.setItem(KEY, this.theme);
    } catch {
      // A browser that stores nothing forgets the choice with the tab.
    }
    this.apply();
  }

  apply(): void {
    if (this.theme === 'system') {
      delete document.documentElement.dataset['theme'];
    } else {
      document.documentElement.dataset['theme'] = this.theme;
    }
  }
}

function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}
