// Runs the browser tests with a Chromium that it finds or installs. Arguments go to Playwright, such as a spec's name.
// Environment: SKYDECK_JAR, the jar to start, or SKYDECK_URL, a server that runs already; SKYDECK_TEST_DIR, a folder for
// the server's data; SKYDECK_CHROMIUM, the browser's path.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const KNOWN_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function installed() {
  const named = process.env.SKYDECK_CHROMIUM;
  return (named ? [named] : KNOWN_PATHS).find((path) => existsSync(path));
}

function run(command, args) {
  return spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

function chromium() {
  const found = installed();
  if (found) return found;
  const root = process.getuid?.() === 0;
  if (root && existsSync('/usr/bin/apt-get')) {
    console.log('No Chromium here: installing the package chromium.');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
    spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], { stdio: ['ignore', 'ignore', 'inherit'], env });
    if (installed()) return installed();
  } else if (run('node', ['node_modules/@playwright/test/cli.js', 'install', 'chromium'])) {
    return undefined; // Playwright then knows its own.
  }
  console.error(
    'The browser tests need Chromium: install the package chromium, or name a browser in SKYDECK_CHROMIUM.',
  );
  process.exit(1);
}

// Below the range that systems hand out by themselves: the server under test takes such ports too, before its own.
async function freePort() {
  for (;;) {
    const port = 18_000 + Math.floor(Math.random() * 4_000);
    const free = await new Promise((resolve) => {
      const server = createServer();
      server.on('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (free) return String(port);
  }
}

const browser = chromium();
const directory = process.env.SKYDECK_TEST_DIR ?? join(process.cwd(), 'target', 'browser-tests');
if (!process.env.SKYDECK_URL) rmSync(directory, { recursive: true, force: true });
mkdirSync(directory, { recursive: true });

const tests = spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'test', ...process.argv.slice(2)], {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: {
    ...process.env,
    ...(browser ? { SKYDECK_CHROMIUM: browser } : {}),
    SKYDECK_DIR: join(directory, 'demo'),
    SKYDECK_PORT: process.env.SKYDECK_PORT ?? (await freePort()),
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
  },
});
process.exit(tests.status ?? 1);
