// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { pathOfClick, routeOf } from './routes';

const at = (pathname: string, search = '') => routeOf({ pathname, search });

describe('routes', () => {
  it('know the board, an experiment, the forms and health', () => {
    expect(at('/')).toEqual({ page: 'board' });
    expect(at('/x/17')).toEqual({ page: 'experiment', id: 17 });
    expect(at('/new', '?group=2b27b357')).toEqual({ page: 'new', group: '2b27b357' });
    expect(at('/health')).toEqual({ page: 'health' });
    expect(at('/x/17/edit')).toEqual({ page: 'edit', id: 17 });
  });

  it.each(['/x/', '/x/abc', '/x/17/other', '/nothing'])('say that %s is missing', (path) => {
    expect(at(path)).toEqual({ page: 'missing', path });
  });
});

describe('clicks', () => {
  const origin = 'http://localhost:8000';

  function click(href: string, init: MouseEventInit = {}): string | null {
    const anchor = document.createElement('a');
    anchor.href = href;
    document.body.append(anchor);
    let path: string | null = null;
    anchor.addEventListener('click', (event) => {
      path = pathOfClick(event, origin);
      event.preventDefault();
    });
    anchor.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...init }));
    return path;
  }

  it('stay in the app for its own pages', () => {
    expect(click(`${origin}/x/3?tab=jobs`)).toBe('/x/3?tab=jobs');
  });

  it('are the browser’s for other places and for new tabs', () => {
    expect(click('https://example.org/')).toBeNull();
    expect(click(`${origin}/api/openapi.json`)).toBeNull();
    expect(click(`${origin}/#main`)).toBeNull();
    expect(click(`${origin}/x/3`, { ctrlKey: true })).toBeNull();
  });
});
