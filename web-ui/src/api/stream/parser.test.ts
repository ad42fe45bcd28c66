import { describe, expect, it } from 'vitest';
import { StreamParser } from './parser';

const text = 'event: change\nid: 7\ndata: {"a":1}\n\n: still here\n\ndata: one\ndata: two\n\n';

describe('the stream parser', () => {
  it('gives whole events and no comments', () => {
    expect(new StreamParser().push(text)).toEqual([
      { type: 'change', data: '{"a":1}', id: '7' },
      { type: 'message', data: 'one\ntwo', id: null },
    ]);
  });

  it.each([1, 2, 3, 7])('gives the same in pieces of %d', (size) => {
    const parser = new StreamParser();
    const events = [];
    for (let at = 0; at < text.length; at += size) {
      events.push(...parser.push(text.slice(at, at + size)));
    }
    expect(events).toEqual(new StreamParser().push(text));
  });

  it('takes CRLF split between pieces as one line end', () => {
    const parser = new StreamParser();
    expect(parser.push('data: x\r')).toEqual([]);
    expect(parser.push('\n\r\n')).toEqual([{ type: 'message', data: 'x', id: null }]);
  });

  it('keeps an event back until its empty line', () => {
    expect(new StreamParser().push('data: x\n')).toEqual([]);
  });
});
