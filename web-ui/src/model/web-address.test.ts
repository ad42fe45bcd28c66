import { expect, it } from 'vitest';
import { webAddress } from './web-address';

it.each(['https://obs.example/p/7', 'http://127.0.0.1:9000/p/7'])('lets %s be a link', (text) => {
  expect(webAddress(text)).toBe(text);
});

it.each([null, '', 'p/7', 'javascript:alert(1)', 's3://bucket/key'])('makes no link of %s', (text) => {
  expect(webAddress(text)).toBeNull();
});
