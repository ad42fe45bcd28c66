import type { PaletteEntry } from '../model/palette';
import type { IconName } from './icons';

/** A line to pick, and what happens then. */
export interface PickerEntry extends PaletteEntry {
  readonly icon: IconName;
  readonly shortcut: string | null;
  readonly run: () => void;
}
