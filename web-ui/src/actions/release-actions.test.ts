import { expect, it } from 'vitest';
import { consequence } from './release-actions';

it('should say that nothing is launched when none wants to run', () => {
  expect(consequence([{ desired_state: 'STOPPED' }, { desired_state: 'TERMINATED' }])).toBe(
    'None of them wants to run, so nothing is launched until someone says Run.',
  );
});

it('should say how many are launched at once', () => {
  const held = [{ desired_state: 'RUNNING' }, { desired_state: 'STOPPED' }, { desired_state: 'RUNNING' }] as const;

  expect(consequence(held)).toMatch(/^2 of them want to run: a job is launched at once, /);
});
