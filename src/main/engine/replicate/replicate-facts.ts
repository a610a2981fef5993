import { z } from 'zod';
import { ModelNotFoundError, TelarError } from '../../../shared/base/index.ts';
import type { RemoteCallOptions } from '../remote-engine.ts';
import { parseAnswer } from '../single-call.ts';
import { createReplicateCall, type ReplicateOptions } from './client.ts';
import { replicateName } from './failures.ts';
import { readModelId } from './model-id.ts';

const version = z.object({ id: z.string(), created_at: z.string().nullish(), openapi_schema: z.unknown().optional() });
const model = z.object({
  owner: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  visibility: z.string().nullish(),
  license_url: z.string().nullish(),
  is_official: z.boolean().nullish(),
  latest_version: version.nullish(),
  default_example: z.unknown().optional(),
});

/** A model of Replicate with the version that was asked for, or its newest; null where it has none. */
export interface ReplicateModel {
  owner: string;
  name: string;
  description: string | null;
  licenseUrl: string | null;
  /** Whether Replicate runs it by its name alone; any other model needs a version. */
  isOfficial: boolean;
  version: { id: string; createdAt: string | null; openapiSchema: unknown } | null;
  /** A prediction that shows the model at its best, as the API answers it. */
  defaultExample: unknown;
}

export interface ReplicateFacts {
  replicateModel(id: string, options?: RemoteCallOptions): Promise<ReplicateModel>;
}

/** What Replicate tells of its models. */
export function createReplicateFacts(options: ReplicateOptions): ReplicateFacts {
  const call = createReplicateCall(options);
  return {
    async replicateModel(id, { signal } = {}) {
      const { owner, name, version: asked } = readModelId(id);
      const init = signal === undefined ? {} : { signal };
      try {
        const found = parseAnswer(
          model,
          await call('free', (client) => client.models.get(owner, name, init)),
          replicateName,
        );
        const versioned =
          asked === null
            ? (found.latest_version ?? null)
            : parseAnswer(
                version,
                await call('free', (client) => client.models.versions.get(owner, name, asked, init)),
                replicateName,
              );
        return {
          owner: found.owner,
          name: found.name,
          description: found.description ?? null,
          licenseUrl: found.license_url ?? null,
          isOfficial: found.is_official === true,
          version:
            versioned === null
              ? null
              : {
                  id: versioned.id,
                  createdAt: versioned.created_at ?? null,
                  openapiSchema: versioned.openapi_schema ?? null,
                },
          defaultExample: found.default_example ?? null,
        };
      } catch (error) {
        throw error instanceof TelarError && error.values.status === 404 ? unknownModel(id) : error;
      }
    },
  };
}

function unknownModel(id: string): Error {
  return new ModelNotFoundError('unknown-model', `Replicate knows no model "${id}".`, {
    hint: 'Look the name up on Replicate’s page of the model; a private model needs its owner’s key.',
    values: { model: `replicate/${id}` },
  });
}
