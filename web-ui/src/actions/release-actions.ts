import type { GroupRow } from '../api/stream/changes';
import type { Experiment } from '../model/experiment';
import type { Answer } from '../api/client';
import type { SkyDeck } from '../state/skydeck.svelte';

/** Asks first: what was held may start to cost money. */
export async function release(deck: SkyDeck, experiment: Experiment): Promise<void> {
  await ask(deck, experiment.name, [experiment], () => deck.api.release(experiment.id));
}

export async function releaseGroup(deck: SkyDeck, group: GroupRow, held: readonly Experiment[]): Promise<void> {
  await ask(deck, `${count(held.length)} in ${group.name}`, held, () => deck.api.releaseGroup(group.id));
}

export async function releaseAll(deck: SkyDeck, held: readonly Experiment[]): Promise<void> {
  await ask(deck, count(held.length), held, () => deck.api.releaseAll());
}

async function ask(
  deck: SkyDeck,
  what: string,
  held: readonly Experiment[],
  action: () => Promise<Answer<unknown>>,
): Promise<void> {
  const yes = await deck.confirmation.ask({ title: `Release ${what}?`, text: consequence(held), yes: 'Release' });
  if (yes && (await deck.attempt(`Release ${what}`, action)) !== null) {
    deck.toasts.done(`Released ${what}`);
  }
}

/** What the controller may do once they are released. */
export function consequence(held: readonly Pick<Experiment, 'desired_state'>[]): string {
  const running = held.filter((experiment) => experiment.desired_state === 'RUNNING').length;
  if (running === 0) {
    return 'None of them wants to run, so nothing is launched until someone says Run.';
  }
  const wants = held.length === 1 ? 'It wants' : running === 1 ? 'One of them wants' : `${running} of them want`;
  return `${wants} to run: a job is launched at once, unless one of that name is alive already.`;
}

function count(many: number): string {
  return many === 1 ? '1 held experiment' : `${many} held experiments`;
}
