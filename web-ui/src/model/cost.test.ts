import { expect, it } from 'vitest';
import { costSum, gpuHours, hourlyMoney, hoursCell, money, moneyCell, moneySource, rateSum, type Cost } from './cost';

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

it('sums up what is known, and says nothing where nothing is', () => {
  const unpriced: Cost = { ...cost(null, null), unpriced_gpu_hours: 1 };
  expect(costSum([undefined])).toEqual({ hours: null, usd: null, partial: false });
  expect(costSum([cost(2), undefined, unpriced])).toEqual({ hours: 2, usd: 2, partial: true });
  expect(costSum([unpriced])).toEqual({ hours: 1, usd: null, partial: true });
});

it('shows hours with one decimal, and little never as nothing', () => {
  expect([null, 0.01, 96, 1344.04].map((hours) => hoursCell({ hours }))).toEqual([null, '<0.1', '96.0', '1,344.0']);
});

it('shows money with cents, and where some of it has no price', () => {
  expect([null, 0.001, 49.375].map((usd) => moneyCell({ usd, partial: false }))).toEqual([null, '<$0.01', '$49.38']);
  expect(moneyCell({ usd: 3, partial: true })).toBe('$3.00+');
});

it('says what an hour costs, in cents where they count', () => {
  const rates = [
    { gpus: 8, usd_per_hour: 24.5, unpriced_gpus: 0 },
    { gpus: 4, usd_per_hour: null, unpriced_gpus: 4 },
  ];
  expect(rateSum(rates)).toEqual({ gpus: 12, usd_per_hour: 24.5, unpriced_gpus: 4 });
  expect(hourlyMoney(rateSum(rates))).toBe('$24.50');
  expect(hourlyMoney({ gpus: 296, usd_per_hour: 709.6, unpriced_gpus: 0 })).toBe('$710');
  expect(hourlyMoney(rateSum([]))).toBeNull();
});
