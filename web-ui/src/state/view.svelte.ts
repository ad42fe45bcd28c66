import { pathOfClick, routeOf, type Route } from '../routes';

/** Where in the app we are: the address bar as state. */
export class View {
  route: Route = $state.raw(routeOf(window.location));

  go(path: string): void {
    window.history.pushState(null, '', path);
    this.route = routeOf(window.location);
  }

  /** Takes over back, forward and clicks on our own links; the answer gives them back. */
  start(): () => void {
    const moved = () => {
      this.route = routeOf(window.location);
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
}
