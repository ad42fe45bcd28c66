import type { Component } from 'svelte';
import type { Route } from './routes';

type PageName = Exclude<Route['page'], 'new' | 'edit' | 'missing' | 'board'>;
type Loaded = Promise<{ readonly default: Component }>;

/** Pages that are fetched when somebody goes there; the board comes with the first load. */
export const PAGES: Readonly<Record<PageName, () => Loaded>> = {
  experiment: () => import('./features/experiment/ExperimentPage.svelte'),
  sweep: () => import('./features/sweep/SweepPage.svelte'),
  compare: () => import('./features/compare/ComparePage.svelte'),
  jobs: () => import('./features/jobs/JobsPage.svelte'),
  job: () => import('./features/jobs/JobPage.svelte'),
  checkpoints: () => import('./features/checkpoints/CheckpointsPage.svelte'),
  operations: () => import('./features/operations/OperationsPage.svelte'),
  health: () => import('./features/health/HealthPage.svelte'),
  trash: () => import('./features/trash/TrashPage.svelte'),
  settings: () => import('./features/settings/SettingsPage.svelte'),
};

/** The pages of the main navigation, in order. */
export const NAVIGATION: readonly {
  readonly path: string;
  readonly title: string;
  readonly pages: readonly string[];
}[] = [
  { path: '/', title: 'Board', pages: ['board', 'experiment', 'compare', 'sweep'] },
  { path: '/jobs', title: 'Jobs', pages: ['jobs', 'job'] },
  { path: '/checkpoints', title: 'Checkpoints', pages: ['checkpoints'] },
  { path: '/operations', title: 'Operations', pages: ['operations'] },
  { path: '/health', title: 'Health', pages: ['health'] },
  { path: '/trash', title: 'Trash', pages: ['trash'] },
  { path: '/settings', title: 'Settings', pages: ['settings'] },
];
