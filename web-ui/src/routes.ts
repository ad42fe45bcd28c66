/** The pages. The board is behind the most; the rest says what is open on it. */
export type Route =
  | { readonly page: 'board' }
  | { readonly page: 'experiment'; readonly id: number }
  | { readonly page: 'new'; readonly group: string | null }
  | { readonly page: 'edit'; readonly id: number }
  | { readonly page: 'health' }
  | { readonly page: 'missing'; readonly path: string };

export function routeOf(location: { readonly pathname: string; readonly search: string }): Route {
  const path = location.pathname;
  if (path === '/') {
    return { page: 'board' };
  }
  if (path === '/new') {
    return { page: 'new', group: new URLSearchParams(location.search).get('group') };
  }
  if (path === '/health') {
    return { page: 'health' };
  }
  const [, id, edit] = /^\/x\/(\d{1,15})(\/edit)?$/.exec(path) ?? [];
  if (id === undefined) {
    return { page: 'missing', path };
  }
  return { page: edit === undefined ? 'experiment' : 'edit', id: Number(id) };
}

export function experimentPath(id: number): string {
  return `/x/${id}`;
}

export function editPath(id: number): string {
  return `${experimentPath(id)}/edit`;
}

/** The path a click leads to when the app can go there itself; null leaves it to the browser. */
export function pathOfClick(event: MouseEvent, origin: string): string | null {
  if (
    event.defaultPrevented ||
    event.button !== 0 ||
    event.metaKey ||
    event.ctrlKey ||
    event.shiftKey ||
    event.altKey
  ) {
    return null;
  }
  const anchor = event.target instanceof Element ? event.target.closest('a') : null;
  if (anchor === null || anchor.target !== '' || anchor.hasAttribute('download')) {
    return null;
  }
  const url = new URL(anchor.href, origin);
  const ours = url.origin === origin && !url.pathname.startsWith('/api/') && url.hash === '';
  return ours ? url.pathname + url.search : null;
}
