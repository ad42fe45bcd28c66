import { isZone, timesIn, type Times, type Zone } from '../model/moment';
import { LEAST_WIDTH, MOST_WIDTH, type ColumnKey, type Widths } from '../model/board-columns';

export type Theme = 'system' | 'light' | 'dark';
export type Density = 'compact' | 'comfortable';

const THEME = 'skydeck.theme';
const DENSITY = 'skydeck.density';
const LETTER_KEYS = 'skydeck.letter-keys';
const ZONE = 'skydeck.zone';
const WIDTHS = 'skydeck.column-widths';
const LOG_WRAP = 'skydeck.log-wrap';
const LOG_TIMES = 'skydeck.log-times';

/** What this browser prefers. */
export class Preferences {
  theme: Theme = $state(oneOf(stored(THEME), ['light', 'dark'], 'system'));
  density: Density = $state(oneOf(stored(DENSITY), ['comfortable'], 'compact'));
  /** Whether letters without a modifier do something: speech and slips of the hand press them too. */
  letterKeys: boolean = $state(stored(LETTER_KEYS) !== 'off');

  /** In which zone times are told. */
  zone: Zone = $state(storedZone());
  readonly times: Times = $derived(timesIn(this.zone));

  /** Of the board's columns; those that nobody chose have none. */
  widths: Widths = $state.raw(widthsOf(stored(WIDTHS)));

  /** Whether long lines of a log are wrapped. */
  logWrap: boolean = $state(stored(LOG_WRAP) === 'on');
  /** Whether the times of a log's lines stand in a column. */
  logTimes: boolean = $state(stored(LOG_TIMES) !== 'off');

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

  /** Makes a column so wide, within what can be read; null leaves it to the page again. */
  setWidth(column: ColumnKey | 'name', pixels: number | null): void {
    const { [column]: _, ...rest } = this.widths;
    const width = pixels === null ? null : Math.round(Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, pixels)));
    this.widths = width === null ? rest : { ...rest, [column]: width };
    store(WIDTHS, JSON.stringify(this.widths));
  }

  /** Leaves the widths of all columns to the page again. */
  forgetWidths(): void {
    this.widths = {};
    store(WIDTHS, '{}');
  }

  setLogWrap(on: boolean): void {
    this.logWrap = on;
    store(LOG_WRAP, on ? 'on' : 'off');
  }

  setLogTimes(on: boolean): void {
    this.logTimes = on;
    store(LOG_TIMES, on ? 'on' : 'off');
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

/** Whatever stands in the store, a width is a number of pixels. */
function widthsOf(text: string | null): Widths {
  try {
    const read: unknown = JSON.parse(text ?? '{}');
    return Object.fromEntries(
      Object.entries(read ?? {}).filter(
        ([, width]) => typeof width === 'number' && width >= LEAST_WIDTH && width <= MOST_WIDTH,
      ),
    );
  } catch {
    return {};
  }
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
