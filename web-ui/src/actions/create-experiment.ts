import { Problem } from '../api/problem';
import type { FieldProblem } from '../model/create-request';
import type { SkyDeck } from '../state/skydeck.svelte';

/** Creates from a request body, puts it into a group if one is chosen; answers what is wrong, nothing when it is made. */
export async function createExperiment(
  deck: SkyDeck,
  body: string,
  group: string | null,
): Promise<readonly FieldProblem[]> {
  try {
    const { value, revision } = await deck.api.createExperiment(body);
    deck.board.putExperiment(value, revision);
    deck.toasts.done(`Created ${value.name}`);
    if (group !== null) {
      await deck.attempt('Adding it to the group', () => deck.api.addToGroup(group, [value.id]));
    }
    return [];
  } catch (error) {
    return problemsOf(error);
  }
}

function problemsOf(error: unknown): readonly FieldProblem[] {
  if (!(error instanceof Problem)) {
    throw error;
  }
  if (error.fields.length > 0) {
    return error.fields;
  }
  // The one refusal of a create that is about a field: the name is taken.
  return [{ field: error.status === 400 ? 'name' : '', message: error.message }];
}
