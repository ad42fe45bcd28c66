/** The palette, the keys, or the groups that experiments are moved or added to. */
export type OverlayName = 'palette' | 'help' | 'move' | 'add';

/** What lies over the page without an address of its own. */
export class Overlay {
  shown: OverlayName | null = $state(null);

  open(overlay: OverlayName): void {
    this.shown = overlay;
  }

  close(): void {
    this.shown = null;
  }
}
