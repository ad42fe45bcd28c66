import { isZone, timesIn, type Times, type Zone } from '../model/moment';

export type Theme = 'system' | 'light' | 'dark';
export type Density = 'compact' | 'comfortable';

const THEME = 'skydeck.theme';
const DENSITY = 'skydeck.density';
const LETTER_KEYS = 'skydeck.letter-keys';
const ZONE = 'skydeck.zone';

/** What this browser prefers. */
export class Preferences {
  theme: Theme = $state(oneOf(stored(THEME), ['light', 'dark'], 'system'));
  density: Density = $state(oneOf(stored(DENSITY), ['comfortable'], 'compact'));
  /** Whether letters without a modifier do something: speech and slips of the hand press them too. */
  letterKeys: boolean = $state(stored(LETTER_KEYS) !== 'off');

  /** In which zone times are told. */
  zone: Zone = $state(storedZone());
  readonly times: Times = $derived(timesIn(this.zone));

  /** The next of light, dark and as the system has it. */
  nextTheme(): void {
    this.setTheme(this.theme === 'system' ? 'light' : this.theme === 'light' ? 'dark' : 'system');
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    store(THEME, theme);
    this.apply();
  }

  setDensity(density: Density): void {
    this.density = density;
    store(DENSITY, density);
    this.apply();
  }

  setLetterKeys(on: boolean): void {
    this.letterKeys = on;
    store(LETTER_KEYS, on ? 'on' : 'off');
  }

  /** A zone that the browser knows. */
  setZone(zone: Zone): void {
    this.zone = zone;
    store(ZONE, zone);
  }

  apply(): void {
    const { dataset } = document.documentElement;
    if (this.theme === 'system') {
      delete dataset['theme'];
    } else {
      dataset['theme'] = this.theme;
    }
    dataset['density'] = this.density;
  }
}

function oneOf<T extends string, D extends string>(value: string | null, known: readonly T[], otherwise: D): T | D {
  return known.find((name) => name === value) ?? otherwise;
}

function storedZone(): Zone {
  const zone = stored(ZONE) ?? 'local';
  return isZone(zone) ? zone : 'local';
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A browser that stores nothing forgets the choice with the tab.
  }
}
