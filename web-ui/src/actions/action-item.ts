import type { IconName } from '../ui/icons';

/** Something a person can do: feeds buttons, menus, the palette, the help sheet and keys from one place. */
export interface ActionItem {
  readonly id: string;
  readonly title: string;
  readonly icon: IconName;
  /** Whether it makes sense now. */
  readonly when: boolean;
  /** As keyName says it, "Shift+R", "Mod+k" or two keys one after the other, "g j". */
  readonly shortcut: string | null;
  readonly run: () => Promise<void>;
}

/** One that is done at once. */
export function item(
  id: string,
  title: string,
  icon: IconName,
  when: boolean,
  shortcut: string | null,
  run: () => void,
): ActionItem {
  return {
    id,
    title,
    icon,
    when,
    shortcut,
    run: () => {
      run();
      return Promise.resolve();
    },
  };
}
