import type { FakeReplicate, FakePrediction } from './server.ts';

const pageSize = 100;

/** A prediction as the API answers it. */
export function describe(fake: FakeReplicate, prediction: FakePrediction): Record<string, unknown> {
  const { id, model, input, createdAtMs, status, error, outputs, address, text, seed, removed } = prediction;
  const isDone = status === 'succeeded' && !removed;
  const word = status !== 'running' ? status : fake.nowMs() < createdAtMs + 5 ? 'starting' : 'processing';
  const files = Array.from({ length: outputs }, (_, index) => address ?? `${fake.baseUrl}/delivery/${id}/${index}.png`);
  return {
    id,
    ...namesOf(fake, model),
    input: removed ? {} : input,
    output: isDone ? (text ?? files) : null,
    logs: logsOf(status, seed),
    error: status === 'failed' ? error : null,
    status: fake.statusWord?.(prediction) ?? word,
    source: 'api',
    data_removed: removed,
    created_at: new Date(createdAtMs).toISOString(),
    started_at: new Date(createdAtMs).toISOString(),
    completed_at: status === 'running' ? null : new Date().toISOString(),
    metrics: isDone ? { predict_time: 1.25, total_time: 1.5 } : {},
    urls: { get: `${fake.baseUrl}/predictions/${id}`, cancel: `${fake.baseUrl}/predictions/${id}/cancel` },
  };
}

/** An official model runs by its name; any other by a version, which the answer names beside the model. */
function namesOf(fake: FakeReplicate, endpoint: string): { model: string; version: string } {
  if (endpoint.includes('/')) return { model: endpoint, version: 'hidden' };
  const owners = [...fake.models.keys()].map((path) => /^\/models\/(.+)\/versions\/(.+)$/.exec(path));
  return { model: owners.find((each) => each?.[2] === endpoint)?.[1] ?? 'acme/image-model', version: endpoint };
}

function logsOf(status: FakePrediction['status'], seed: string | null | undefined): string {
  const bar = status === 'running' ? ' 50%|#####     | 2/4 [00:01<00:01]' : '100%|##########| 4/4 [00:02<00:00]';
  return `${seed == null ? '' : `Using seed: ${seed}\n`}${bar}\n`;
}

/** A page of the list, newest first. */
export function listPage(fake: FakeReplicate, url: URL): object {
  const offset = Number(url.searchParams.get('cursor') ?? 0);
  const newestFirst = fake.predictions.filter(fake.isListed).reverse();
  const next =
    offset + pageSize < newestFirst.length ? `${fake.baseUrl}/predictions?cursor=${offset + pageSize}` : null;
  const results = newestFirst.slice(offset, offset + pageSize).map((each) => describe(fake, each));
  return { previous: null, next, results };
}
