import { expect, it } from 'vitest';
import { type Cost, gpuHours, money, moneySource } from './cost';

const cost = (usd: number | null, source: Cost['source'] = 'configuration'): Cost => ({
  gpu_hours: 1,
  usd,
  unpriced_gpu_hours: 0,
  source,
  reason: null,
});

it('says how many GPU-hours were used', () => {
  expect([0, 0.0123, 1, 12.54, 4321.1].map(gpuHours)).toEqual([
    '0 GPU-hours',
    '0.012 GPU-hours',
    '1 GPU-hour',
    '12.5 GPU-hours',
    '4,321.1 GPU-hours',
  ]);
});

it('rounds money to cents and never to nothing', () => {
  expect([49.375, 0.004, 0, 1234.5].map((usd) => money(cost(usd)))).toEqual([
    'about $49.38',
    'less than $0.01',
    'about $0.00',
    'about $1,234.50',
  ]);
});

it('shows no money where none is known', () => {
  expect(money(cost(null, null))).toBeNull();
  expect(moneySource(cost(null, null))).toBeNull();
});

it('names where the price comes from', () => {
  expect(moneySource(cost(1, 'cost_report'))).toBe("estimated by SkyPilot's cost report");
});
