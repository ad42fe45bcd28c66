import { defineConfig } from '@playwright/test';

const url = process.env['SKYDECK_URL'];
const port = process.env['SKYDECK_PORT'] ?? '18080';
const folder = process.env['SKYDECK_DIR'] ?? 'target/demo';
const java = process.env['SKYDECK_JAVA'] ?? 'java';

/** The jar is started here unless SKYDECK_URL names a server that runs already. */
const server = {
  command: `exec ${java} -jar ${process.env['SKYDECK_JAR'] ?? '../services/launcher/target/skydeck.jar'} demo --port ${port} --dir ${folder}`,
  url: `http://127.0.0.1:${port}/api/health`,
  reuseExistingServer: false,
  timeout: 60_000,
  gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 10_000 },
  stdout: 'pipe' as const,
};

export default defineConfig({
  testDir: 'tests',
  outputDir: 'target/test-results',
  // One server, and tests that watch it as a person would: one after another.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: [['list'], ['./tests/support/counts-reporter.ts']],
  use: {
    baseURL: url ?? `http://127.0.0.1:${port}`,
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    trace: 'retain-on-failure',
    serviceWorkers: 'block',
    launchOptions: {
      executablePath: process.env['SKYDECK_CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  ...(url === undefined ? { webServer: server } : {}),
});
