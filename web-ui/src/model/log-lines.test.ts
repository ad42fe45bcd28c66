import { describe, expect, it } from 'vitest';
import { LogLines } from './log-lines';

describe('a log', () => {
  it('numbers its lines from 1', () => {
    const log = new LogLines();
    log.append('one\ntwo\n');
    log.append('three');
    expect([log.line(1), log.line(3), log.line(4), log.last]).toEqual(['one', 'three', undefined, 3]);
  });

  it('shows what a line that was written over came to', () => {
    const log = new LogLines();
    log.append('10%\r50%\r100%\r\nnext\r\n');
    expect([log.line(1), log.line(2)]).toEqual(['100%', 'next']);
  });

  it('lets the oldest go and keeps the numbers of the others', () => {
    const log = new LogLines(10);
    log.append(Array.from({ length: 30 }, (_, index) => `line ${index + 1}`).join('\n'));
    expect([log.first, log.last, log.line(30), log.line(20)]).toEqual([21, 30, 'line 30', undefined]);
  });
});

it('knows the lines of errors and whether any says a time', () => {
  const log = new LogLines(2);
  log.append('fine\n\x1b[31mERROR\x1b[0m no disk\n');
  expect([log.errors, log.timed]).toEqual([[2], false]);
  log.append('09:57:32 on\nno more\n');
  expect([log.errors, log.timed]).toEqual([[], true]);
});

describe('a search', () => {
  it('finds lines whatever the case and colours, also those that come later', () => {
    const log = new LogLines();
    log.append('loss 0.4\nloss \x1b[31mNa\x1b[0mN\n');
    log.search('nan');
    log.append('NaN again\n');
    expect(log.hits).toEqual([2, 3]);
  });

  it('for nothing finds nothing', () => {
    const log = new LogLines();
    log.append('a\n');
    log.search('');
    expect(log.hits).toEqual([]);
  });

  it('may be for lines without the text', () => {
    const log = new LogLines();
    log.append('loss 1\nNaN\nloss 2\n');
    log.search('nan', true);
    expect(log.hits).toEqual([1, 3]);
  });

  it('of many lines goes on in slices until all were looked at', () => {
    const log = new LogLines();
    log.append(Array.from({ length: 50_000 }, (_, index) => `line ${index + 1}`).join('\n'));
    log.search('line');
    const first = log.hits.length;
    expect([log.looking, first]).toEqual([true, 20_000]);
    while (log.looking) {
      log.look();
    }
    expect(log.hits).toHaveLength(50_000);
  });

  it('forgets hits that went with their lines', () => {
    const log = new LogLines(2);
    log.search('a');
    log.append('a1\na2\na3\na4\n');
    expect(log.hits).toEqual([3, 4]);
  });
});
