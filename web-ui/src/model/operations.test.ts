import { expect, it } from 'vitest';
import { numberFlag } from './flag-value';
import { changedFlags, flagsOperation, moveOperation, plainOperation, stateOperation } from './operations';

it('keeps the digits of numbers, of those too that are not touched', () => {
  const experiment = { id: 7, spec_revision: 3, flags: { big: numberFlag('12345678901234567890'), lr: 1 } };
  expect(flagsOperation(experiment, new Map([['lr', numberFlag('1.0')]]))).toBe(
    '{"op":"patch","id":7,"spec_revision":3,"changes":{"flags":{"big":12345678901234567890,"lr":1.0}}}',
  );
});

it('takes flags away', () => {
  expect(changedFlags({ a: 1, b: 2 }, new Map([['a', null]]))).toEqual({ b: 2 });
});

it('names what the contract names', () => {
  expect(JSON.parse(stateOperation(7, 'STOPPED'))).toEqual({ op: 'state', id: 7, desired_state: 'STOPPED' });
  expect(JSON.parse(plainOperation('delete', 7))).toEqual({ op: 'delete', id: 7 });
  expect(JSON.parse(moveOperation(7, null, null, false))).toEqual({
    op: 'move',
    id: 7,
    group_id: null,
    before: null,
    multi_home: false,
  });
});
