/** The one clock: everything on screen that ages reads it. */
export class Clock {
  now = $state(Date.now());

  start(): () => void {
    const tick = setInterval(() => {
      this.now = Date.now();
    }, 1_000);
    return () => {
      clearInterval(tick);
    };
  }
}
