import type { components } from '../api/schema';
import type { Flags } from './flag-value';

type Schemas = components['schemas'];

export type DesiredState = Schemas['DesiredState'];
export type CurrentState = Schemas['CurrentState'];
export type Condition = Schemas['Condition'];
export type Job = Schemas['Job'];
export type Checkpoint = Schemas['Checkpoint'];
export type GroupHeader = Schemas['GroupHeader'];

/** An experiment as the server answers it, its flags with exact numbers. */
export type Experiment = Omit<Schemas['Experiment'], 'flags'> & { readonly flags: Flags };
