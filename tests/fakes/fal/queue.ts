import type { ServerResponse } from 'node:http';
import { misanswer, partsOf } from '../provider/faults.ts';
import { startJob, type FakeJob } from '../provider/jobs.ts';
import { json, jsonText, type Call } from '../provider/listen.ts';
import { mediaHost, type FakeFal, type FalRoute } from './server.ts';

/** `queue.fal.run`: submission, status, result, cancellation. */
export function routeQueue(fake: FakeFal, call: Call, { path }: FalRoute, response: ServerResponse): void {
  const job = /^\/(.+)\/requests\/([\w-]+)(\/status|\/cancel)?$/.exec(path);
  if (job === null && call.method === 'POST') return submit(fake, call, path.slice(1), response);
  const found = fake.jobs.find((each) => each.id === job?.[2] && appOf(each.model) === job[1]);
  if (call.method === 'PUT' && job?.[3] === '/cancel') return cancel(fake, job[2] ?? '', found, response);
  if (found === undefined || found.removed || call.method !== 'GET')
    return json(response, 404, { detail: 'Not Found' });
  const fault = fake.faults.poll?.() ?? null;
  if (typeof fault === 'number') return misanswer(response, { kind: 'status', status: fault }, '');
  const [status, answer] = job?.[3] === '/status' ? statusOf(fake, found) : resultOf(fake, found);
  if (fault !== null) return misanswer(response, fault, jsonText(answer));
  if (job?.[3] === undefined) {
    response.setHeader('x-fal-request-id', found.id);
    if (found.status === 'failed') {
      const { body, headers = {}, status: failed } = fake.failedResult(found);
      return misanswer(response, { kind: 'status', status: failed, body, headers }, '');
    }
  }
  json(response, status, answer);
}

function submit(fake: FakeFal, { body }: Call, endpoint: string, response: ServerResponse): void {
  fake.submissions += 1;
  const input = JSON.parse(body.toString()) as Record<string, unknown>;
  const fault = fake.faults.create?.(input) ?? null;
  const { isAccepted, answer } = partsOf(fault);
  if (!isAccepted) return misanswer(response, answer ?? { kind: 'reset' }, '');
  const job = startJob(endpoint, input, { nowMs: fake.nowMs(), latencyMs: fake.latencyMs(input) }, fake.outcome(input));
  fake.jobs.push(job);
  const address = `https://${fake.namedHost}/${appOf(endpoint)}/requests/${job.id}`;
  const told = {
    status: 'IN_QUEUE',
    ...(fault?.kind === 'no-id' ? {} : { request_id: job.id }),
    response_url: address,
    status_url: `${address}/status`,
    cancel_url: `${address}/cancel`,
    queue_position: 0,
  };
  return answer === null ? json(response, 200, told) : misanswer(response, answer, jsonText(told));
}

function statusOf(fake: FakeFal, job: FakeJob): [number, object] {
  const real = job.status !== 'running' ? 'COMPLETED' : fake.isQueued(job) ? 'IN_QUEUE' : 'IN_PROGRESS';
  const status = fake.statusWord?.(job) ?? real;
  const common = {
    status,
    request_id: job.id,
    response_url: `https://queue.fal.run/${appOf(job.model)}/requests/${job.id}`,
  };
  const bar = job.status === 'running' ? ' 50%|#####     | 2/4 [00:01<00:01]' : '100%|##########| 4/4 [00:02<00:00]';
  const logs = [{ message: bar, level: 'STDERR', source: 'USER', timestamp: new Date().toISOString() }];
  if (status === 'IN_QUEUE') return [202, { ...common, queue_position: 3 }];
  if (status === 'COMPLETED') return [200, { ...common, logs, metrics: { inference_time: 1.25 } }];
  return [202, { ...common, logs }];
}

function resultOf(fake: FakeFal, job: FakeJob): [number, unknown] {
  if (job.status === 'running') return [400, { detail: 'Request is still in progress' }];
  if (job.status === 'canceled') return [499, { detail: 'Request was cancelled', error_type: 'client_cancelled' }];
  if (fake.output !== null) return [200, fake.output(job)];
  const seed = job.seed == null ? {} : { seed: job.seed };
  if (job.text != null) return [200, { output: job.text, ...seed }];
  const images = Array.from({ length: job.outputs }, (_, index) => ({
    url: job.address ?? `${fake.baseUrl}/${mediaHost}/files/out/${job.id}/${index}.png`,
    width: 48,
    height: 48,
    content_type: 'image/png',
  }));
  return [200, { images, ...seed, has_nsfw_concepts: images.map(() => false), prompt: job.input.prompt ?? '' }];
}

function cancel(fake: FakeFal, id: string, job: FakeJob | undefined, response: ServerResponse): void {
  fake.cancels.push(id);
  if (job === undefined || job.removed) return json(response, 404, { status: 'NOT_FOUND' });
  if (job.status !== 'running') return json(response, 400, { status: 'ALREADY_COMPLETED' });
  const isQueued = fake.isQueued(job);
  job.status = 'canceled';
  job.removed = isQueued;
  json(response, isQueued ? 200 : 202, { status: isQueued ? 'OK' : 'CANCELLATION_REQUESTED' });
}

/** Requests are found under the first two parts of an endpoint, three in some namespaces. */
function appOf(endpoint: string): string {
  const parts = endpoint.split('/');
  return parts.slice(0, parts[0] === 'workflows' || parts[0] === 'comfy' ? 3 : 2).join('/');
}
