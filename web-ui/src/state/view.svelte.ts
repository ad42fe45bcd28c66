import { behindOf, isDialog, pathOfClick, routeOf, type Route } from '../routes';

/** Where in the app we are: the address bar as state. */
export class View {
  route: Route = $state.raw(routeOf(window.location));
  /** The page that is on screen, under a form too. */
  behind: Route = $state.raw(behindOf(routeOf(window.location)));
  /** What stands behind the question mark. */
  query: URLSearchParams = $state.raw(new URLSearchParams(window.location.search));
  /** Whether the form that is open was opened from here, so that going back leads to what is behind. */
  #opened = false;

  go(path: string): void {
    window.history.pushState(null, '', path);
    this.#opened = isDialog(routeOf(window.location)) && !isDialog(this.route);
    this.#moved();
  }

  /** Changes what stands behind the question mark, without a step back; null takes a name away. */
  setQuery(changes: Readonly<Record<string, string | null>>): void {
    const query = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === '') {
        query.delete(name);
      } else {
        query.set(name, value);
      }
    }
    const text = query.toString();
    window.history.replaceState(null, '', text === '' ? window.location.pathname : `?${text}`);
    this.query = query;
  }

  /** Leaves a form for what is behind it, or for a path when its address was opened by itself. */
  leaveForm(path: string): void {
    if (this.#opened) {
      this.#opened = false;
      window.history.back();
    } else {
      this.go(path);
    }
  }

  /** Takes over back, forward and clicks on our own links; the answer gives them back. */
  start(): () => void {
    const moved = () => {
      this.#moved();
    };
    const clicked = (event: MouseEvent) => {
      const path = pathOfClick(event, window.location.origin);
      if (path !== null) {
        event.preventDefault();
        this.go(path);
      }
    };
    window.addEventListener('popstate', moved);
    document.addEventListener('click', clicked);
    return () => {
      window.removeEventListener('popstate', moved);
      document.removeEventListener('click', clicked);
    };
  }

  #moved(): void {
    const route = routeOf(window.location);
    if (!isDialog(route)) {
      this.#opened = false;
      this.behind = route;
    } else if (!isDialog(this.route) && !this.#opened) {
      // Forward to a form: what was on screen stays behind it.
      this.#opened = true;
    }
    this.route = route;
    this.query = new URLSearchParams(window.location.search);
  }
}
