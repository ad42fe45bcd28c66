/** One of several panels of which one is shown. */
export interface Tab {
  readonly id: string;
  readonly title: string;
  /** How much is in it; null where nothing is counted. */
  readonly count: string | null;
}
