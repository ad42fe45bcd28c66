import { describe, expect, it } from 'vitest';
import { policyOf } from './policy';

const known = { observatory_url: 'https://x.org/policy/v-7', policy_version: '7', policy_version_id: 'v-7' };

describe('the policy of a checkpoint', () => {
  it('has its version and where it is shown', () => {
    expect(policyOf(known)).toEqual({ text: 'version 7', url: 'https://x.org/policy/v-7' });
  });

  it('is named by what is known', () => {
    expect(policyOf({ ...known, policy_version: null })?.text).toBe('v-7');
    expect(policyOf({ ...known, policy_version: null, policy_version_id: null })?.text).toBe('policy');
  });

  it('leads nowhere that is no address', () => {
    expect(policyOf({ ...known, observatory_url: 'javascript:alert(1)' })?.url).toBeNull();
  });

  it('is none when nothing is known', () => {
    expect(policyOf({ observatory_url: null, policy_version: null, policy_version_id: null })).toBeNull();
  });
});
