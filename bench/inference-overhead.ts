import Replicate from 'replicate';
import { createReplicateEngine } from '../src/main/engine/index.ts';
import { createGuardedFetch } from '../src/main/platform/index.ts';
import { loadTemplates } from '../src/main/template/index.ts';
import { startFakeReplicate } from '../tests/fakes/replicate/server.ts';

const rounds = 300;
const model = 'black-forest-labs/flux-schnell';

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * Milliseconds of one call, submission and poll, by our adapter (checks, one request, guarded connection) and by the bare
 * official client at the same stand-in; medians over rounds that take turns.
 */
export async function measureOverhead(templates: string): Promise<Record<string, number>> {
  const fake = await startFakeReplicate();
  const { catalog } = await loadTemplates([templates]);
  const template = catalog.get(`replicate/${model}`);
  if (template === undefined) throw new Error('no template');
  const engine = createReplicateEngine({
    access: () => ({ key: fake.token, baseUrl: fake.baseUrl, concurrency: null }),
    fetch: createGuardedFetch({ exemptOrigins: () => [fake.baseUrl] }),
  });
  const client = new Replicate({ auth: fake.token, baseUrl: fake.baseUrl, useFileOutput: false });
  const input = { prompt: 'a lighthouse' };
  const times: Record<'ourSubmit' | 'bareSubmit' | 'ourPoll' | 'barePoll', number[]> = {
    ourSubmit: [],
    bareSubmit: [],
    ourPoll: [],
    barePoll: [],
  };
  for (let round = 0; round < rounds; round++) {
    let id = '';
    times.ourSubmit.push(await timed(async () => (id = await engine.submit({ template, input }))));
    times.bareSubmit.push(await timed(() => client.predictions.create({ model, input })));
    times.ourPoll.push(await timed(() => engine.check(id, {})));
    times.barePoll.push(await timed(() => client.predictions.get(id)));
  }
  await engine.dispose();
  await fake.close();
  const ms = Object.fromEntries(
    Object.entries(times).map(([name, values]) => [`${name}Ms`, Number(median(values).toFixed(3))]),
  );
  const ratio = (ours: readonly number[], bare: readonly number[]): number =>
    Number((median(ours) / median(bare)).toFixed(2));
  return {
    rounds,
    ...ms,
    submitRatio: ratio(times.ourSubmit, times.bareSubmit),
    pollRatio: ratio(times.ourPoll, times.barePoll),
  };
}
