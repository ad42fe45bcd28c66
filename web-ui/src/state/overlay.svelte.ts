/** What lies over the page without an address of its own. */
export class Overlay {
  shown: 'palette' | 'help' | null = $state(null);

  open(overlay: 'palette' | 'help'): void {
    this.shown = overlay;
  }

  close(): void {
    this.shown = null;
  }
}
