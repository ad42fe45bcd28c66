import type { IconName } from '../ui/icons';

/** Something a person can do: feeds buttons, menus and keys from one place. */
export interface ActionItem {
  readonly id: string;
  readonly title: string;
  readonly icon: IconName;
  /** Whether it makes sense now. */
  readonly when: boolean;
  /** As KeyboardEvent.key, with "Shift+" before it. */
  readonly shortcut: string | null;
  readonly run: () => Promise<void>;
}
