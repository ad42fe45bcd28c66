import type { ListsApi, SweepPreview } from '../api/lists';
import { messageOf, Problem } from '../api/problem';
import type { DesiredState, Experiment } from '../model/experiment';
import type { FieldProblem } from '../model/field-problem';
import { RequestKey } from './request-key';
import { placedProblems, sweepForm, sweepRequest, type SweepForm } from '../model/sweep';

const PAUSE_MS = 400;

/** A sweep that is being written: what it would make is asked of the server whenever typing pauses. */
export class SweepDraft {
  form: SweepForm;
  /** What is typed would make this; null while nobody knows. */
  preview: SweepPreview | null = $state.raw(null);
  problems: readonly FieldProblem[] = $state.raw([]);
  /** What would be made all the same, though it may be a mistake. */
  warnings: readonly string[] = $state.raw([]);
  /** Whether the preview is of what was typed before. */
  asking = $state(false);
  creating = $state(false);
  readonly #api: Pick<ListsApi, 'previewSweep' | 'createSweep'>;
  readonly #key = new RequestKey();
  #asked = 0;

  /** @param seed of what is drawn at random, until somebody writes another */
  constructor(api: Pick<ListsApi, 'previewSweep' | 'createSweep'>, base: Experiment, seed: number) {
    this.#api = api;
    this.form = $state(sweepForm(base, seed));
  }

  /** Asks after a pause what is typed now would make; the answer forgets the question. */
  askSoon(): () => void {
    const request = sweepRequest(this.form, 'STOPPED');
    const asked = ++this.#asked;
    this.asking = true;
    const timer = setTimeout(() => {
      if (request === null) {
        this.#answered(null, [], []);
      } else if (!request.ok) {
        this.#answered(null, request.problems, []);
      } else {
        void this.#ask(request.body, asked);
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }

  /** Makes it; says whether it was. */
  async create(desired: DesiredState): Promise<boolean> {
    const request = sweepRequest(this.form, desired);
    if (request?.ok !== true) {
      this.problems = request?.problems ?? [];
      return false;
    }
    this.creating = true;
    try {
      await this.#api.createSweep(request.body, this.#key.of(request.body));
      return true;
    } catch (error) {
      this.problems = this.#problemsOf(error);
      return false;
    } finally {
      this.creating = false;
    }
  }

  async #ask(body: string, asked: number): Promise<void> {
    try {
      const { value, warnings } = await this.#api.previewSweep(body);
      // What was typed meanwhile is asked about by itself.
      if (asked === this.#asked) {
        this.#answered(
          value,
          [],
          warnings.map(({ message }) => message),
        );
      }
    } catch (error) {
      if (asked === this.#asked) {
        this.#answered(null, this.#problemsOf(error), []);
      }
    }
  }

  #answered(preview: SweepPreview | null, problems: readonly FieldProblem[], warnings: readonly string[]): void {
    this.preview = preview;
    this.problems = problems;
    this.warnings = warnings;
    this.asking = false;
  }

  #problemsOf(error: unknown): readonly FieldProblem[] {
    const fields = error instanceof Problem ? error.fields : [];
    return fields.length > 0 ? placedProblems(fields, this.form) : [{ field: '', message: messageOf(error) }];
  }
}
