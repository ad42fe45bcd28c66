import type { SkyDeck } from '../state/skydeck.svelte';
import { item, type ActionItem } from './action-item';

/** What keys do in the log that is on screen. */
export function logActions(deck: SkyDeck): readonly ActionItem[] {
  const { log, preferences } = deck;
  const there = log !== null;
  return [
    item('log-follow', log?.follow === true ? 'Stop following the log' : 'Follow the log', 'down', there, 'f', () => {
      if (there) log.follow = !log.follow;
    }),
    item('log-find', 'Find in the log', 'search', there, '/', () => {
      document.getElementById('find-in-log')?.focus();
    }),
    item('log-next', 'Next hit in the log', 'down', there, 'n', () => {
      log?.step(1);
    }),
    item('log-previous', 'Previous hit in the log', 'up', there, 'Shift+N', () => {
      log?.step(-1);
    }),
    item('log-wrap', 'Wrap the lines of the log', 'wrap', there, 'w', () => {
      preferences.setLogWrap(!preferences.logWrap);
    }),
    item('log-times', 'Show the times of the log', 'times', there, 't', () => {
      preferences.setLogTimes(!preferences.logTimes);
    }),
    item('log-link', 'Link to the line of the log', 'copy', there, 'l', () => {
      if (there) deck.view.setQuery({ line: log.linkTo(deck.view.query.get('line'), false) });
    }),
    item('log-range', 'Link to the lines up to this one', 'copy', there, 'Shift+L', () => {
      if (there) deck.view.setQuery({ line: log.linkTo(deck.view.query.get('line'), true) });
    }),
  ];
}
