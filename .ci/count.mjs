// Adds up what the test runners of all modules reported and prints the closing line. Fails when anything failed, when
// the build failed, or when no test ran.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const buildStatus = Number(process.argv[2] ?? 0);

function* files(directory) {
  for (const name of readdirSync(directory)) {
    if (name === 'node_modules' || name === '.git' || name === 'src') continue;
    const path = join(directory, name);
    if (statSync(path).isDirectory()) yield* files(path);
    else yield path;
  }
}

function attribute(tag, name) {
  return Number(new RegExp(`\\s${name}="(\\d+)"`).exec(tag)?.[1] ?? 0);
}

let passed = 0;
let failed = 0;
let skipped = 0;
for (const path of files('.')) {
  const maven = /(surefire|failsafe)-reports\/TEST-.*\.xml$/.test(path);
  const vitest = path.endsWith('target/vitest-junit.xml');
  if (maven || vitest) {
    const text = readFileSync(path, 'utf8');
    const tag = (vitest ? /<testsuites[^>]*>/ : /<testsuite [^>]*>/).exec(text)?.[0] ?? '';
    const bad = attribute(tag, 'failures') + attribute(tag, 'errors');
    const left = attribute(tag, 'skipped');
    failed += bad;
    skipped += left;
    passed += attribute(tag, 'tests') - bad - left;
  } else if (path.endsWith('target/counts.txt')) {
    const [good, bad, left] = readFileSync(path, 'utf8').trim().split(/\s+/).map(Number);
    passed += good;
    failed += bad;
    skipped += left;
  }
}
if (buildStatus !== 0 && failed === 0) {
  console.log(`The build failed with exit code ${buildStatus}, though no test did.`);
  failed = 1;
}
console.log(skipped > 0 ? `${passed} passed, ${failed} failed, ${skipped} skipped` : `${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
