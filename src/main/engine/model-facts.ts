import type { Fetch } from '../platform/index.ts';
import { createFalFacts, type FalPrice } from './fal/index.ts';
import type { ProviderAccess, RemoteCallOptions } from './remote-engine.ts';
import { createReplicateFacts, type ReplicateModel } from './replicate/index.ts';

export interface ModelFactsOptions {
  access: Record<'replicate' | 'fal', () => ProviderAccess>;
  fetch: Fetch;
}

/**
 * What providers tell of a model, for free, so that a template can be made of it. Each throws ProviderUnavailableError
 * without a key, ParameterValidationError for an id that is none, ModelNotFoundError for one that nobody knows, and
 * ProviderError when the provider cannot be asked.
 */
export interface ModelFacts {
  /** A model of Replicate, `owner/name` in its newest version or `owner/name:version`. */
  replicateModel(id: string, options?: RemoteCallOptions): Promise<ReplicateModel>;
  /** The OpenAPI document of a queue endpoint of fal. Its address is not part of a documented API. */
  falSchema(endpoint: string, options?: RemoteCallOptions): Promise<unknown>;
  /** Price of one unit of an endpoint of fal; null when it names none. */
  falPricing(endpoint: string, options?: RemoteCallOptions): Promise<FalPrice | null>;
}

/** Asks the providers themselves about their models. */
export function createModelFacts({ access, fetch }: ModelFactsOptions): ModelFacts {
  return {
    ...createReplicateFacts({ access: access.replicate, fetch }),
    ...createFalFacts({ access: access.fal, fetch }),
  };
}
