import { defineConfig } from '@playwright/test';
import tests from '../playwright.config';

const { use } = tests;

/** Measurements in the browser: their figures are for people, nothing of the build depends on them. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.measure.ts',
  outputDir: '../target/measure-results',
  workers: 1,
  timeout: 300_000,
  reporter: 'line',
  ...(use === undefined ? {} : { use: { ...use, trace: 'off' } }),
});
