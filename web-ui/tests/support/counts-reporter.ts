import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FullConfig, Reporter, Suite } from '@playwright/test/reporter';

/** Writes "passed failed skipped" to target/counts.txt, or where SKYDECK_COUNTS says, for the script that adds up all tests. */
export default class CountsReporter implements Reporter {
  #suite: Suite | undefined;
  #errors = 0;

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#suite = suite;
  }

  // A server that does not start fails no test; without this it would read "0 passed, 0 failed".
  onError(): void {
    this.#errors += 1;
  }

  onEnd(): void {
    let [passed, failed, skipped] = [0, this.#errors, 0];
    for (const test of this.#suite?.allTests() ?? []) {
      const outcome = test.outcome();
      if (outcome === 'skipped') {
        skipped += 1;
      } else if (outcome === 'unexpected') {
        failed += 1;
      } else {
        passed += 1;
      }
    }
    const file = process.env['SKYDECK_COUNTS'] ?? 'target/counts.txt';
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${passed} ${failed} ${skipped}\n`);
    console.log(`browser: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  }

  printsToStdio(): boolean {
    return false;
  }
}
