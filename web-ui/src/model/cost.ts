import type { components } from '../api/schema';

export type Cost = components['schemas']['Cost'];
export type CostRow = components['schemas']['CostsAnswer']['costs'][number];
export type CostRate = components['schemas']['CostRate'];

const HOURS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const SMALL_HOURS = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 2 });
const MONEY = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const WHOLE_MONEY = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 });
const CELL_HOURS = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
/** From here on cents say nothing. */
const MUCH = 100;

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

/** What a sum over experiments is made of; null where nothing of it is known. */
export interface CostSum {
  readonly hours: number | null;
  readonly usd: number | null;
  /** Whether some of the hours have no price and are in no money. */
  readonly partial: boolean;
}

export function costSum(costs: readonly (Cost | undefined)[]): CostSum {
  const known = costs.filter((cost) => cost !== undefined);
  const priced = known.flatMap(({ usd }) => usd ?? []);
  return {
    hours: known.length === 0 ? null : known.reduce((sum, cost) => sum + cost.gpu_hours, 0),
    usd: priced.length === 0 ? null : priced.reduce((sum, usd) => sum + usd, 0),
    partial: known.some((cost) => cost.unpriced_gpu_hours > 0),
  };
}

/** "96.0"; null when it is not known. What is little is not nothing. */
export function hoursCell({ hours }: Pick<CostSum, 'hours'>): string | null {
  return hours === null ? null : hours > 0 && hours < 0.05 ? '<0.1' : CELL_HOURS.format(hours);
}

/** "$49.38", with a + where some of it has no price; null when nothing has one. */
export function moneyCell({ usd, partial }: Pick<CostSum, 'usd' | 'partial'>): string | null {
  if (usd === null) {
    return null;
  }
  return `${usd > 0 && usd < 0.01 ? '<$0.01' : MONEY.format(usd)}${partial ? '+' : ''}`;
}

/** What all that run use and cost. */
export function rateSum(rates: readonly CostRate[]): CostRate {
  const priced = rates.flatMap((rate) => rate.usd_per_hour ?? []);
  return {
    gpus: rates.reduce((sum, rate) => sum + rate.gpus, 0),
    usd_per_hour: priced.length === 0 ? null : priced.reduce((sum, usd) => sum + usd, 0),
    unpriced_gpus: rates.reduce((sum, rate) => sum + rate.unpriced_gpus, 0),
  };
}

/** "$710", or "$3.50" where cents count; null when nothing that runs has a price. */
export function hourlyMoney({ usd_per_hour: usd }: CostRate): string | null {
  return usd === null ? null : (usd < MUCH ? MONEY : WHOLE_MONEY).format(usd);
}
