import { describe, expect, it } from 'vitest';
import {
  boundField,
  infraWords,
  noRules,
  placedAtBounds,
  restartWords,
  ruleMembers,
  rulesFormOf,
  stopWords,
  untoldStop,
  type Rules,
  type RulesForm,
} from './run-rules';

const RULES: Rules = {
  restart_policy: 'on-failure',
  max_retries: 2,
  infra_retries: 5,
  stop_rules: {
    epoch: 500,
    hours: 1.5,
    gpu_hours: null,
    metrics: [
      { name: 'loss', at_least: 20 },
      { name: 'entropy', at_most: 0 },
    ],
  },
};

function members(form: Partial<RulesForm>, edits = false): unknown {
  return JSON.parse(`{${ruleMembers({ ...noRules(), ...form }, edits).join(',')}}`);
}

const bound = (key: number, name: string, typed: string) => ({ key, name, side: 'at_least', typed }) as const;

describe('the form of rules', () => {
  it('sends back what it was made from', () => {
    const body: unknown = JSON.parse(`{${ruleMembers(rulesFormOf(RULES), true).join(',')}}`);
    expect(body).toEqual({ ...RULES, stop_rules: { epoch: 500, hours: 1.5, metrics: RULES.stop_rules?.metrics } });
  });

  it('names no stop rule by a create that has none, and takes them away by an edit', () => {
    expect(members({})).toEqual({ restart_policy: 'never', max_retries: 3, infra_retries: 3 });
    expect(members({}, true)).toMatchObject({ stop_rules: null });
  });

  it('takes the contract’s number for retries that are not named, once: an edit has to name them', () => {
    expect(members({ maxRetries: ' ' })).not.toHaveProperty('max_retries');
    expect(members({ maxRetries: ' ' }, true)).toMatchObject({ max_retries: '' });
  });

  it('leaves it to the server to judge what is no number', () => {
    expect(members({ gpuHours: 'many', bounds: [bound(0, 'loss', '')] })).toMatchObject({
      stop_rules: { gpu_hours: 'many', metrics: [{ name: 'loss', at_least: '' }] },
    });
  });

  it('sends no empty row, and finds the row that a problem is about', () => {
    const bounds = [bound(0, '', ''), bound(4, 'loss', 'x'), bound(7, '', '3')];
    expect(members({ bounds })).toMatchObject({
      stop_rules: {
        metrics: [
          { name: 'loss', at_least: 'x' },
          { name: '', at_least: 3 },
        ],
      },
    });
    const problems = ['stop_rules.metrics.0.at_least', 'stop_rules.metrics.1', 'stop_rules.metrics', 'nodes'].map(
      (field) => ({ field, message: 'wrong' }),
    );
    expect(placedAtBounds(problems, bounds).map(({ field }) => field)).toEqual([
      boundField({ key: 4 }),
      boundField({ key: 7 }),
      'stop_rules.metrics',
      'nodes',
    ]);
  });
});

describe('rules in words', () => {
  it.each([
    ['never', 3, 'It is not launched again when its job ends.'],
    ['on-failure', 3, 'When its job fails, it is launched again, up to 3 times in a row.'],
    ['on-failure', 1, 'When its job fails, it is launched again, once.'],
    ['on-failure', 0, 'It is not launched again: it has no retries.'],
    ['always', 2, 'When its job ends, it is launched again; after failures up to 2 times in a row.'],
    ['always', 0, 'When its job succeeds, it is launched again; not when it fails.'],
  ] as const)('say %s with %d retries', (policy, retries, sentence) => {
    expect(restartWords({ ...RULES, restart_policy: policy, max_retries: retries })).toBe(sentence);
  });

  it('say what follows a failure of the infrastructure', () => {
    expect(infraWords(RULES)).toBe('When the infrastructure fails, up to 5 times in a row.');
    expect(infraWords({ ...RULES, infra_retries: 0 })).toBe('Not when the infrastructure fails.');
  });

  it('say what stops a run', () => {
    expect(stopWords(RULES.stop_rules)).toEqual(['epoch 500', '1.5 hours', 'loss ≥ 20', 'entropy ≤ 0']);
    expect(stopWords({ epoch: 0, hours: 1, gpu_hours: 1 })).toEqual(['epoch 0', '1 hour', '1 GPU-hour']);
    expect(stopWords(null)).toEqual([]);
  });

  it('say why it was stopped unless a condition does', () => {
    const reason = 'It ran for the 2 hours that it may.';
    const condition = { type: 'StopRule', reason, since: '2026-11-22T00:01:00Z', next_at: null };
    expect(untoldStop({ stop_reason: reason, conditions: [] })).toBe(reason);
    expect(untoldStop({ stop_reason: reason, conditions: [condition] })).toBeNull();
  });
});
