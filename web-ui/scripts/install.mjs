// Runs `npm ci` only when package-lock.json differs from the one that node_modules was installed from.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const mark = 'node_modules/.installed-from';
const wanted = createHash('sha256')
  .update(readFileSync('package-lock.json'))
  .update(readFileSync('package.json'))
  .digest('hex');

if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) {
  console.log('node_modules is that of package-lock.json');
} else {
  const env = { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };
  const run = spawnSync('npm', ['ci'], { stdio: 'inherit', env, shell: process.platform === 'win32' });
  if (run.status !== 0) {
    process.exit(run.status ?? 1);
  }
  writeFileSync(mark, wanted);
}
