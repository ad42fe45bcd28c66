import { describe, expect, it } from 'vitest';
import { layoutOf, partsOf, PLAIN, queryOf, savedParts, type ViewParts } from './view-parts';

const SAVED: ViewParts = { filter: 'is:starred', sort: '-epoch', columns: ['state', 'cost'], flags: ['trainer.lr'] };
const EDITED: readonly ViewParts[] = [
  SAVED,
  PLAIN,
  { ...SAVED, filter: 'state:failed trainer.lr>1e-4' },
  { ...SAVED, sort: 'flags.trainer.lr' },
  { ...SAVED, columns: [] },
  { ...SAVED, columns: ['cost', 'state'] },
  { ...SAVED, flags: [] },
  { ...SAVED, flags: ['a,b', '100%', 'c'] },
  { ...SAVED, flags: null },
];

function through(parts: ViewParts, saved: ViewParts): ViewParts {
  const query = new URLSearchParams();
  for (const [name, text] of Object.entries(queryOf(parts, saved))) {
    if (text !== null) {
      query.set(name, text);
    }
  }
  return partsOf(new URLSearchParams(query.toString()), saved);
}

describe('a view', () => {
  it.each([PLAIN, SAVED])('is the same after a way through the address', (saved) => {
    expect(EDITED.map((parts) => through(parts, saved))).toEqual(EDITED);
  });

  it('needs nothing in the address when it is as it was saved', () => {
    expect(Object.values(queryOf({ ...SAVED, columns: ['state', 'cost'] }, SAVED))).toEqual([null, null, null, null]);
  });

  it('is the same after a way through the server', () => {
    expect(EDITED.map((parts) => savedParts({ filter: parts.filter, layout: layoutOf(parts) }))).toEqual(EDITED);
  });

  it('of another version is understood as far as it goes', () => {
    expect(savedParts({ filter: '', layout: { columns: ['size', 'age'], sort: '' } })).toEqual({
      ...PLAIN,
      columns: ['age'],
    });
  });
});

it('takes a name as it stands that an address has cut', () => {
  expect(partsOf(new URLSearchParams('?flags=%2525,lr%2'), PLAIN).flags).toEqual(['%', 'lr%2']);
  expect(partsOf(new URLSearchParams('?flags=%25'), PLAIN).flags).toEqual(['%']);
});

it.each(['all', 'none', '@all', 'a,b', '%'])('keeps to the flag %j alone', (flag) => {
  const query = queryOf({ ...PLAIN, flags: [flag] }, PLAIN);
  const address = new URLSearchParams({ flags: query.flags ?? '' }).toString();
  expect(partsOf(new URLSearchParams(address), PLAIN).flags).toEqual([flag]);
});
