// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { behindOf, pathOfClick, routeOf } from './routes';

const at = (pathname: string, search = '') => routeOf({ pathname, search });

describe('routes', () => {
  it.each([
    ['/', '', { page: 'board', view: null }],
    ['/v/2b27b357', '', { page: 'board', view: '2b27b357' }],
    ['/x/17', '', { page: 'experiment', id: 17 }],
    ['/x/17/edit', '', { page: 'edit', id: 17 }],
    ['/new', '?group=2b27b357', { page: 'new', group: '2b27b357' }],
    ['/new/sweep', '?from=7', { page: 'sweep', from: 7 }],
    ['/compare', '?ids=7,8,x', { page: 'compare', ids: [7, 8] }],
    ['/jobs', '?show=all', { page: 'jobs' }],
    ['/jobs/41', '', { page: 'job', id: '41' }],
    ['/jobs/c-1.2', '', { page: 'job', id: 'c-1.2' }],
    ['/trash', '', { page: 'trash' }],
  ])('know %s%s', (path, search, route) => {
    expect(at(path, search)).toEqual(route);
  });

  it('know what is behind a form that was opened by its address', () => {
    expect(behindOf({ page: 'edit', id: 17 })).toEqual({ page: 'experiment', id: 17 });
    expect(behindOf({ page: 'new', group: null })).toEqual({ page: 'board', view: null });
  });

  it.each(['/x/', '/x/abc', '/x/17/other', '/jobs/41/edit', '/nothing'])('say that %s is missing', (path) => {
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
