/** A piece of a line in one look; the look is a list of CSS classes. */
export interface Segment {
  readonly text: string;
  readonly look: string;
}

const COLOURS = ['dim', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', ''] as const;
// Colours end in m; all other sequences, such as of cursors and titles, say nothing about a line of text.
const ESCAPE = /\x1b(?:\[([0-9;:]*)([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])/g;

/** A line without its sequences. */
export function plainText(line: string): string {
  return line.includes('\x1b') ? line.replace(ESCAPE, '') : line;
}

/** A line in pieces of one look each. Each line begins plain: colours over lines are the exception, and a window of lines has no before. */
export function segmentsOf(line: string): readonly Segment[] {
  if (!line.includes('\x1b')) {
    return [{ text: line, look: '' }];
  }
  const segments: Segment[] = [];
  let colour = '';
  let bold = false;
  let at = 0;
  const push = (text: string) => {
    if (text !== '') {
      segments.push({ text, look: [colour === '' ? '' : `a-${colour}`, bold ? 'a-b' : ''].join(' ').trim() });
    }
  };
  for (const match of line.matchAll(ESCAPE)) {
    push(line.slice(at, match.index));
    at = match.index + match[0].length;
    if (match[2] === 'm') {
      ({ colour, bold } = looked(match[1] ?? '', colour, bold));
    }
  }
  push(line.slice(at));
  return segments;
}

function looked(codes: string, before: string, wasBold: boolean): { colour: string; bold: boolean } {
  let colour = before;
  let bold = wasBold;
  const list = codes === '' ? [0] : codes.split(/[;:]/).map(Number);
  for (let index = 0; index < list.length; index++) {
    const code = list[index] ?? 0;
    if (code === 0) {
      colour = '';
      bold = false;
    } else if (code === 1 || code === 22) {
      bold = code === 1;
    } else if (code === 2) {
      colour = 'dim';
    } else if (code === 39) {
      colour = '';
    } else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) {
      colour = COLOURS[code % 10] ?? '';
    } else if (code === 38 || code === 48) {
      // A colour of the 256 or of red, green and blue: its numbers are no codes of their own.
      index += list[index + 1] === 5 ? 2 : 4;
    }
  }
  return { colour, bold };
}
