import { Problem } from '../api/problem';
import type { FieldProblem } from '../model/field-problem';
import type { Experiment } from '../model/experiment';
import type { SkyDeck } from '../state/skydeck.svelte';

/** The field of what SkyPilot says about the task as a whole. */
export const TASK = 'task';

const EDITED_MEANWHILE =
  'It was edited meanwhile. What you typed is still here: save again to put it in the place of that edit.';

/** What became of a form. */
export interface Saved {
  /** What there is now, to be edited next; null when nothing was made. */
  readonly experiment: Experiment | null;
  /** What is wrong with the fields, or what SkyPilot would refuse; nothing when all is well. */
  readonly problems: readonly FieldProblem[];
  /** What was saved all the same, though it may be a mistake; saving it again as it is accepts it. */
  readonly warnings: readonly FieldProblem[];
}

/** Creates from a request body, puts it into a group if one is chosen, and asks SkyPilot about its task. */
export async function createExperiment(deck: SkyDeck, body: string, key: string, group: string | null): Promise<Saved> {
  try {
    const { value, revision, warnings } = await deck.api.createExperiment(body, key);
    deck.board.putExperiment(value, revision);
    deck.toasts.done(`Created ${value.name}`);
    if (group !== null) {
      await deck.attempt('Adding it to the group', () => deck.api.addToGroup(group, [value.id]));
    }
    return { experiment: value, problems: await refusals(deck, value.id), warnings };
  } catch (error) {
    // The one refusal of a create that is about a field though it names none: the name is taken.
    return { experiment: null, problems: problemsOf(error, 'name'), warnings: [] };
  }
}

/** Edits what the form was made from, and asks SkyPilot about its task. An edit by somebody else is never overwritten unseen. */
export async function saveExperiment(deck: SkyDeck, before: Experiment, body: string): Promise<Saved> {
  try {
    const { value, revision, warnings } = await deck.api.editSpec(before.id, body, before.spec_revision);
    deck.board.putExperiment(value, revision);
    deck.toasts.done(`Saved ${value.name}`);
    return { experiment: value, problems: await refusals(deck, value.id), warnings };
  } catch (error) {
    if (error instanceof Problem && error.status === 412) {
      const newest = await deck.attempt('Reading it again', () => deck.api.experiment(before.id));
      return {
        experiment: newest?.value ?? before,
        problems: [{ field: '', message: EDITED_MEANWHILE }],
        warnings: [],
      };
    }
    const renamed = (JSON.parse(body) as { name: string }).name !== before.name;
    return { experiment: before, problems: problemsOf(error, renamed ? 'name' : ''), warnings: [] };
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

/** What was refused, by field; a conflict that names none belongs to the field that is given. */
export function problemsOf(error: unknown, fieldOfConflict: string): readonly FieldProblem[] {
  if (!(error instanceof Problem)) {
    throw error;
  }
  if (error.fields.length > 0) {
    return error.fields;
  }
  const conflict = error.status === 400 || error.status === 409;
  return [{ field: conflict ? fieldOfConflict : '', message: error.message }];
}
