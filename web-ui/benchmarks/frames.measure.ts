import { Agent, request } from 'node:http';
import type { Page } from '@playwright/test';
import { BoardPage, expect, test } from '../tests/support/board';
import { LargeServer } from '../tests/support/large-server';

const EXPERIMENTS = 5_000;
const JOBS = 50_000;
const CHANGES_A_SECOND = 500;
const SECONDS = 10;

interface Measured {
  readonly frames: readonly number[];
  readonly tasks: readonly number[];
}

/** Notes the time between frames and each task over 50 ms until the answer is called. */
async function watchFrames(page: Page): Promise<() => Promise<Measured>> {
  await page.evaluate(() => {
    const frames: number[] = [];
    const tasks: number[] = [];
    let last = performance.now();
    let on = true;
    const frame = (now: number) => {
      frames.push(now - last);
      last = now;
      if (on) {
        requestAnimationFrame(frame);
      }
    };
    requestAnimationFrame(frame);
    const observer = new PerformanceObserver((list) => {
      tasks.push(...list.getEntries().map((entry) => entry.duration));
    });
    observer.observe({ type: 'longtask' });
    Object.assign(window, {
      endFrames: () => {
        on = false;
        observer.disconnect();
        return { frames, tasks };
      },
    });
  });
  return () => page.evaluate(() => (window as unknown as { endFrames: () => Measured }).endFrames());
}

/** Stars and unstars experiments at that rate, each a write of its own; answers how many were done a second. */
async function change(url: string, idOf: (at: number) => number, starredAt: (at: number) => boolean): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const begun = performance.now();
  const writes: Promise<void>[] = [];
  for (;;) {
    const passed = (performance.now() - begun) / 1_000;
    if (passed >= SECONDS) {
      break;
    }
    while (writes.length < passed * CHANGES_A_SECOND) {
      const at = writes.length;
      writes.push(star(agent, `${url}/api/experiments/${idOf(at)}/starred`, starredAt(at)));
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await Promise.all(writes);
  const seconds = (performance.now() - begun) / 1_000;
  agent.destroy();
  return writes.length / seconds;
}

function star(agent: Agent, url: string, starred: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method: 'POST', headers: { 'content-type': 'application/json' } }, (answer) => {
      answer.resume();
      answer.on('end', () => {
        if (answer.statusCode === 200) {
          resolve();
        } else {
          reject(new Error(`a write was answered ${answer.statusCode ?? 0}`));
        }
      });
    });
    sent.on('error', reject);
    sent.end(JSON.stringify({ starred }));
  });
}

function told(what: string, rate: number, { frames, tasks }: Measured): string {
  const sorted = [...frames].sort((one, other) => one - other);
  const at = (part: number) => (sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0).toFixed(1);
  const over = frames.filter((frame) => frame > 100).length;
  return (
    `${what}: ${rate.toFixed(0)} changes/s; ${frames.length} frames, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ` +
    `longest ${at(1)} ms, ${over} over 100 ms; ${tasks.length} tasks over 50 ms, ` +
    `longest ${Math.max(0, ...tasks).toFixed(0)} ms`
  );
}

test('frames while the board changes', async ({ page }) => {
  const prepared = performance.now();
  const server = await LargeServer.start(EXPERIMENTS, JOBS);
  console.log(`prepared and started in ${((performance.now() - prepared) / 1_000).toFixed(1)} s`);
  try {
    const board = new BoardPage(page);
    const opened = performance.now();
    await board.open(server.url);
    await expect(board.row('team.sweep-0.run-1')).toBeVisible();
    console.log(`board of ${EXPERIMENTS} rows shown and live in ${(performance.now() - opened).toFixed(0)} ms`);
    const idle = await watchFrames(page);
    await page.waitForTimeout(3_000);
    console.log(told('idle for 3 s', 0, await idle()));

    const spread = await watchFrames(page);
    // A prime step, so that neighbours in time are no neighbours on the board; the other way each time round.
    const everywhere = await change(
      server.url,
      (at) => 1 + ((at * 7_919) % EXPERIMENTS),
      (at) => Math.floor(at / EXPERIMENTS) % 2 === 0,
    );
    console.log(told('changes all over', everywhere, await spread()));

    const near = await watchFrames(page);
    const inView = await change(
      server.url,
      (at) => 1 + (at % 20),
      (at) => Math.floor(at / 20) % 2 === 1,
    );
    console.log(told('changes in view', inView, await near()));
  } finally {
    await server.stop();
  }
});
