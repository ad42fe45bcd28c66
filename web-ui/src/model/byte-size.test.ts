import { expect, it } from 'vitest';
import { byteSize } from './byte-size';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 KB'],
  [412_000_000, '412 MB'],
  [999_600, '1.0 MB'],
  [1_240_000_000, '1.2 GB'],
])('writes %d bytes as %s', (bytes, text) => {
  expect(byteSize(bytes)).toBe(text);
});
