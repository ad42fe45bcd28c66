import type { components } from '../api/schema';

export type Cost = components['schemas']['Cost'];

const HOURS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const SMALL_HOURS = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 2 });
const MONEY = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** "12.5", of a column that says what it is; small ones with the digits that they have. */
export function gpuNumber(hours: number): string {
  return (hours < 1 ? SMALL_HOURS : HOURS).format(hours);
}

/** "12.5 GPU-hours". */
export function gpuHours(hours: number): string {
  const words = gpuNumber(hours);
  return `${words} GPU-${words === '1' ? 'hour' : 'hours'}`;
}

/** "about $49.38", or null when nothing has a price: unknown money is never zero. */
export function money(cost: Cost): string | null {
  if (cost.usd === null) {
    return null;
  }
  return cost.usd > 0 && cost.usd < 0.01 ? 'less than $0.01' : `about ${MONEY.format(cost.usd)}`;
}

/** Where the estimate comes from; null without one. */
export function moneySource(cost: Cost): string | null {
  switch (cost.source) {
    case 'configuration':
      return 'estimated by the configured prices';
    case 'cost_report':
      return "estimated by SkyPilot's cost report";
    case 'both':
      return "estimated by the configured prices and SkyPilot's cost report";
    case null:
      return null;
  }
}
