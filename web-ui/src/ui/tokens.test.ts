import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src/ui/tokens.css', 'utf8');
const pairs = new Map(
  [...css.matchAll(/--([\w-]+):\s*light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/gi)].map((match) => [
    match[1],
    { light: match[2] ?? '', dark: match[3] ?? '' },
  ]),
);

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string, theme: 'light' | 'dark'): number {
  const [low = 0, high = 0] = [one, other]
    .map((token) => luminance(pairs.get(token)?.[theme] ?? ''))
    .sort((first, second) => first - second);
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = ['bg', 'surface', 'raised', 'hover', 'selected'];
const STATES = [
  'running',
  'pending',
  'recovering',
  'stopped',
  'succeeded',
  'failed',
  'cancelled',
  'terminated',
  'unknown',
];

describe.each(['light', 'dark'] as const)('contrast in the %s theme', (theme) => {
  it.each(['text', 'text-2', 'text-3', 'accent', 'danger'])('%s can be read on every ground', (token) => {
    for (const ground of GROUNDS) {
      expect(contrast(token, ground, theme), ground).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(STATES)('%s can be read on its chip and every ground, its mark seen', (state) => {
    expect(contrast(`${state}-text`, `${state}-chip`, theme)).toBeGreaterThanOrEqual(4.5);
    for (const ground of GROUNDS) {
      expect(contrast(`${state}-text`, ground, theme), ground).toBeGreaterThanOrEqual(4.5);
      expect(contrast(`${state}-mark`, ground, theme), ground).toBeGreaterThanOrEqual(3);
    }
  });

  it('control edges can be seen', () => {
    expect(contrast('edge', 'bg', theme)).toBeGreaterThanOrEqual(3);
  });

  it('primary buttons can be read', () => {
    expect(contrast('on-accent', 'accent', theme)).toBeGreaterThanOrEqual(4.5);
  });
});
