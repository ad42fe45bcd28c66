import { flagJson, readFlag } from './flag-value';

/** A member of a JSON object that is written by hand. */
export function member(name: string, json: string): string {
  return `${JSON.stringify(name)}:${json}`;
}

/** A number as typed, digit by digit. What is no number goes as text, so that the server says what is wrong with it. */
export function numberOrText(typed: string): string {
  const reading = readFlag(typed);
  return reading.ok && reading.kind === 'number' ? flagJson(reading.value) : JSON.stringify(typed.trim());
}
