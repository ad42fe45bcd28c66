/** The pages. A form lies over the page it was opened from. */
export type Route =
  | { readonly page: 'board'; readonly view: string | null }
  | { readonly page: 'experiment'; readonly id: number }
  | { readonly page: 'new'; readonly group: string | null }
  | { readonly page: 'edit'; readonly id: number }
  | { readonly page: 'sweep'; readonly from: number | null }
  | { readonly page: 'compare'; readonly ids: readonly number[] }
  | { readonly page: 'jobs' }
  | { readonly page: 'job'; readonly id: string }
  | { readonly page: 'checkpoints' }
  | { readonly page: 'operations' }
  | { readonly page: 'health' }
  | { readonly page: 'trash' }
  | { readonly page: 'settings' }
  | { readonly page: 'missing'; readonly path: string };

const PLAIN = ['jobs', 'checkpoints', 'operations', 'health', 'trash', 'settings'] as const;

export function routeOf(location: { readonly pathname: string; readonly search: string }): Route {
  const path = location.pathname;
  const query = new URLSearchParams(location.search);
  const plain = PLAIN.find((page) => path === `/${page}`);
  if (plain !== undefined) {
    return { page: plain };
  }
  switch (path) {
    case '/':
      return { page: 'board', view: null };
    case '/new':
      return { page: 'new', group: query.get('group') };
    case '/new/sweep':
      return { page: 'sweep', from: isId(query.get('from') ?? '') ? Number(query.get('from')) : null };
    case '/compare':
      return { page: 'compare', ids: (query.get('ids') ?? '').split(',').filter(isId).map(Number) };
  }
  const [, kind, id = '', edit] = /^\/(x|v|jobs)\/([\w.-]{1,64})(\/edit)?$/.exec(path) ?? [];
  if (kind === 'x' && isId(id)) {
    return { page: edit === undefined ? 'experiment' : 'edit', id: Number(id) };
  }
  if (kind === 'v' && edit === undefined) {
    return { page: 'board', view: id };
  }
  return kind === 'jobs' && edit === undefined ? { page: 'job', id } : { page: 'missing', path };
}

function isId(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}

/** Whether it lies over another page. */
export function isDialog(route: Route): boolean {
  return route.page === 'new' || route.page === 'edit';
}

/** The page that is behind a form whose address was opened by itself. */
export function behindOf(route: Route): Route {
  if (route.page === 'edit') {
    return { page: 'experiment', id: route.id };
  }
  return route.page === 'new' ? { page: 'board', view: null } : route;
}

export function experimentPath(id: number): string {
  return `/x/${id}`;
}

export function editPath(id: number): string {
  return `${experimentPath(id)}/edit`;
}

export function comparePath(ids: readonly number[]): string {
  return `/compare?ids=${ids.join(',')}`;
}

export function sweepPath(from: number): string {
  return `/new/sweep?from=${from}`;
}

export function jobPath(id: string): string {
  return `/jobs/${encodeURIComponent(id)}`;
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
