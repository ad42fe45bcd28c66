import type { Experiment } from '../model/experiment';
import { MOST_COMPARED } from '../model/comparison';
import { comparePath, editPath, experimentPath, sweepPath } from '../routes';
import type { SkyDeck } from '../state/skydeck.svelte';
import { item, type ActionItem } from './action-item';
import { bulkActions } from './bulk-actions';
import { openLog, star } from './experiment-actions';
import { logActions } from './log-actions';

/** Actions under a heading. */
export interface ActionGroup {
  readonly title: string;
  readonly items: readonly ActionItem[];
}

/**
 * What actions on experiments are about: the selected, or the one that has the focus, or the one whose page it is. On
 * other pages nothing: a key must not touch what is not on screen.
 */
export function targetsOf(deck: SkyDeck): readonly Experiment[] {
  return targetIds(deck).flatMap((id) => {
    const experiment = deck.board.experiments.get(id);
    return experiment === undefined ? [] : [experiment];
  });
}

function targetIds({ screen, selection, rows, view }: SkyDeck): readonly number[] {
  const { behind } = view;
  if (behind.page === 'experiment') {
    return [behind.id];
  }
  // On a narrow screen the board is only there to be read: what was selected before is not on it.
  if (behind.page !== 'board' || screen.narrow) {
    return [];
  }
  return selection.size > 0 ? selection.ids() : rows.focused === null ? [] : [rows.focused];
}

/** All that can be done from where one is: the keys, the palette and the help sheet are made of it. */
export function allActions(deck: SkyDeck): readonly ActionGroup[] {
  const targets = targetsOf(deck);
  const [first] = targets;
  const title = targets.length === 1 && first !== undefined ? first.name : `${targets.length} experiments`;
  const single = targets.length === 1 ? first : undefined;
  return [
    {
      title: targets.length === 0 ? 'Experiment' : title,
      items: [
        ...bulkActions(deck, targets).map((item) => ({ ...item, when: item.when && targets.length > 0 })),
        ...one(deck, single),
        ...many(deck, targets),
        ...neighbours(deck),
      ],
    },
    { title: 'Board', items: boardActions(deck) },
    { title: 'Log', items: logActions(deck) },
    { title: 'Go to', items: places(deck) },
    { title: 'Page', items: pageActions(deck) },
  ];
}

function one(deck: SkyDeck, experiment: Experiment | undefined): readonly ActionItem[] {
  const there = experiment !== undefined;
  return [
    item('edit', 'Edit', 'edit', there && experiment.desired_state !== 'TERMINATED', 'e', () => {
      if (there) deck.view.go(editPath(experiment.id));
    }),
    item('open', 'Open its page', 'arrow', there, 'o', () => {
      if (there) deck.view.go(experimentPath(experiment.id));
    }),
    // On the page of a job l links to a line of its log.
    item('log', 'Open the log of its newest job', 'log', there && deck.view.behind.page !== 'job', 'l', () => {
      if (there) void openLog(deck, experiment);
    }),
    item('star', 'Star', 'star', there, 's', () => {
      if (there) void star(deck, experiment);
    }),
  ];
}

function many(deck: SkyDeck, targets: readonly Experiment[]): readonly ActionItem[] {
  const ids = targets.map(({ id }) => id);
  const [first] = ids;
  return [
    item('compare', 'Compare', 'compare', ids.length > 1 && ids.length <= MOST_COMPARED, 'v', () => {
      deck.view.go(comparePath(ids));
    }),
    item('move', 'Move to a group', 'arrow', first !== undefined, 'm', () => {
      deck.overlay.open('move');
    }),
    item('add', 'Add to a group', 'add', first !== undefined, 'Shift+M', () => {
      deck.overlay.open('add');
    }),
    item('sweep', 'Sweep over its flags', 'duplicate', first !== undefined && ids.length === 1, null, () => {
      deck.view.go(sweepPath(first ?? 0));
    }),
  ];
}

function boardActions(deck: SkyDeck): readonly ActionItem[] {
  return [
    // In a log n is the next hit.
    item('new', 'New experiment', 'add', deck.log === null, 'n', () => {
      deck.view.go('/new');
    }),
    item('filter', 'Filter the board', 'search', deck.view.behind.page === 'board', '/', () => {
      document.getElementById('filter')?.focus();
    }),
    item('undo', 'Undo the last change', 'undo', deck.toasts.undoable !== null, 'z', () => {
      deck.toasts.undoLast();
    }),
    item('clear', 'Clear the selection', 'close', deck.selection.size > 0, 'Escape', () => {
      deck.selection.clear();
    }),
  ];
}

/** On the page of one the next one of the board, in its order. */
function neighbours(deck: SkyDeck): readonly ActionItem[] {
  const { behind } = deck.view;
  const go = (step: number) => {
    const ids = [...new Set(deck.board.sections.flatMap(({ members }) => members.map(({ id }) => id)))];
    const at = behind.page === 'experiment' ? ids.indexOf(behind.id) : -1;
    const next = at < 0 ? undefined : ids[at + step];
    if (next !== undefined) {
      deck.view.go(experimentPath(next));
    }
  };
  return [
    item('previous', 'Previous experiment', 'up', behind.page === 'experiment', '[', () => {
      go(-1);
    }),
    item('next', 'Next experiment', 'chevronDown', behind.page === 'experiment', ']', () => {
      go(1);
    }),
  ];
}

function places(deck: SkyDeck): readonly ActionItem[] {
  const to = (id: string, title: string, path: string, shortcut: string | null) =>
    item(id, title, 'arrow', true, shortcut, () => {
      deck.view.go(path);
    });
  return [
    to('board', 'Board', '/', 'g b'),
    to('jobs', 'Jobs', '/jobs', 'g j'),
    to('checkpoints', 'Checkpoints', '/checkpoints', 'g c'),
    to('operations', 'Operations', '/operations', 'g o'),
    to('health', 'Health', '/health', 'g h'),
    to('trash', 'Trash', '/trash', 'g t'),
    to('settings', 'Settings', '/settings', 'g s'),
  ];
}

function pageActions(deck: SkyDeck): readonly ActionItem[] {
  return [
    item('palette', 'Do or find anything', 'search', true, 'Mod+k', () => {
      deck.overlay.open('palette');
    }),
    item('help', 'Show all keys', 'help', true, '?', () => {
      deck.overlay.open('help');
    }),
    item('theme', 'Change the theme', 'dark', true, null, () => {
      deck.preferences.nextTheme();
    }),
    item('density', 'Change the height of rows', 'system', true, null, () => {
      deck.preferences.setDensity(deck.preferences.density === 'compact' ? 'comfortable' : 'compact');
    }),
    item('link', 'Copy the link to this page', 'copy', true, null, () => {
      void deck.copy(window.location.href, 'the link');
    }),
  ];
}
