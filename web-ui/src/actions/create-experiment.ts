import { Problem } from '../api/problem';
import type { FieldProblem } from '../model/create-request';
import type { Experiment } from '../model/experiment';
import type { SkyDeck } from '../state/skydeck.svelte';

/** The field of what SkyPilot says about the task as a whole. */
export const TASK = 'task';

/** What became of a form. */
export interface Saved {
  /** What was made or edited; null when nothing was. */
  readonly experiment: Experiment | null;
  /** What is wrong with the fields, or what SkyPilot would refuse; nothing when all is well. */
  readonly problems: readonly FieldProblem[];
}

/** Creates from a request body, puts it into a group if one is chosen, and asks SkyPilot about its task. */
export async function createExperiment(deck: SkyDeck, body: string, group: string | null): Promise<Saved> {
  try {
    const { value, revision } = await deck.api.createExperiment(body);
    deck.board.putExperiment(value, revision);
    deck.toasts.done(`Created ${value.name}`);
    if (group !== null) {
      await deck.attempt('Adding it to the group', () => deck.api.addToGroup(group, [value.id]));
    }
    return { experiment: value, problems: await refusals(deck, value.id) };
  } catch (error) {
    return { experiment: null, problems: problemsOf(error) };
  }
}

/** Edits what was made from the form before, and asks SkyPilot again. */
export async function saveExperiment(deck: SkyDeck, id: number, body: string): Promise<Saved> {
  try {
    const { value, revision } = await deck.api.editSpec(id, body);
    deck.board.putExperiment(value, revision);
    return { experiment: value, problems: await refusals(deck, id) };
  } catch (error) {
    return { experiment: null, problems: problemsOf(error) };
  }
}

/** Why the task cannot be launched as it is. That nobody could be asked is no problem of the form: a launch asks again. */
async function refusals(deck: SkyDeck, id: number): Promise<readonly FieldProblem[]> {
  try {
    const { value } = await deck.api.validatedTask(id);
    return value.problems.map((message) => ({ field: TASK, message }));
  } catch (error) {
    if (error instanceof Problem && error.status === 422) {
      return [{ field: TASK, message: error.message }];
    }
    if (error instanceof Problem) {
      return [];
    }
    throw error;
  }
}

function problemsOf(error: unknown): readonly FieldProblem[] {
  if (!(error instanceof Problem)) {
    throw error;
  }
  if (error.fields.length > 0) {
    return error.fields;
  }
  // The one refusal of a create or edit that is about a field: the name is taken.
  return [{ field: error.status === 400 || error.status === 409 ? 'name' : '', message: error.message }];
}
