import { z } from 'zod';
import { ModelNotFoundError } from '../../../shared/base/index.ts';
import type { RemoteCallOptions } from '../remote-engine.ts';
import { parseAnswer } from '../single-call.ts';
import { createFalCalls, type FalOptions } from './client.ts';
import { requireEndpoint } from './endpoint.ts';
import { falName, isNotFound } from './failures.ts';
import { readPricing, type FalPrice } from './pricing.ts';

const document = z.looseObject({ openapi: z.string() });

export interface FalFacts {
  falSchema(endpoint: string, options?: RemoteCallOptions): Promise<unknown>;
  falPricing(endpoint: string, options?: RemoteCallOptions): Promise<FalPrice | null>;
}

/** What fal tells of its endpoints. */
export function createFalFacts(options: FalOptions): FalFacts {
  const calls = createFalCalls(options);

  async function known<T>(endpoint: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      throw isNotFound(error) ? unknownModel(endpoint) : error;
    }
  }

  return {
    falSchema: (endpoint, { signal } = {}) =>
      known(endpoint, async () => {
        const query = new URLSearchParams({ endpoint_id: requireEndpoint(endpoint) }).toString();
        // The document that fal's model pages show. Not verified against the live service, nor documented as an API.
        const address = `https://fal.ai/api/openapi/queue/openapi.json?${query}`;
        return parseAnswer(document, await calls.getJson(address, { isPublic: true, signal }), falName);
      }),
    falPricing: (endpoint, { signal } = {}) => known(endpoint, () => readPricing(calls, endpoint, signal)),
  };
}

function unknownModel(endpoint: string): Error {
  return new ModelNotFoundError('unknown-model', `fal knows no endpoint "${endpoint}".`, {
    hint: 'Look the id up on fal’s page of the model.',
    values: { model: `fal/${endpoint}` },
  });
}
