import { expect, it } from 'vitest';
import { fit, fitting } from './palette';

const entry = (heading: string, title: string) => ({ key: title, heading, title, hint: '' });

it('fits when all words are there, best at the beginning', () => {
  expect(fit('Stop 2 experiments', 'sto')).toBe(0);
  expect(fit('dv.stop', 'stop')).toBe(1);
  expect(fit('History', 'sto')).toBe(2);
  expect(fit('Stop 2 experiments', 'exp stop')).toBe(1);
  expect(fit('Run', 'stop')).toBeNull();
});

it('keeps headings together and gives each its best', () => {
  const entries = [entry('Do', 'Unstop'), entry('Do', 'Stop'), entry('Go', 'Stops'), entry('Do', 'Stop all')];
  expect(fitting(entries, 'stop', 2).map(({ title }) => title)).toEqual(['Stop', 'Stop all', 'Stops']);
});
