import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ChildLauncher } from '../../src/main/child/index.ts';
import { createCore, type Core } from '../../src/main/core/index.ts';
import { failureOf } from '../../src/renderer/link/index.ts';
import type { StudioClient } from '../../src/shared/contract/index.ts';
import { createSourceLauncher } from '../engine/source-launcher.ts';
import { startFakeFal, type FakeFal } from '../fakes/fal/server.ts';
import { echoesOf, tracesOf } from '../fakes/hostile/key-forms.ts';
import { searchFor, textOfFolder, type Found } from '../fakes/hostile/search.ts';
import type { FakeProvider } from '../fakes/provider/fake-provider.ts';
import type { AnswerFault, CreateFault } from '../fakes/provider/faults.ts';
import { startFakeReplicate, type FakeReplicate } from '../fakes/replicate/server.ts';
import { freshFolder, telar } from '../telar-process.ts';

const root = resolve(import.meta.dirname, '../..');
const keys = {
  replicate: 'r8_CanaryOfReplicate+slash/equal=0123456789',
  fal: '0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0:cafe0123456789abcdef0123456789ab',
};
const password = 'canary-of-ollama-0123456789';
type Provider = keyof typeof keys;
const models: Record<Provider, string> = {
  replicate: 'replicate/black-forest-labs/flux-schnell',
  fal: 'fal/fal-ai/flux/schnell',
};

/** What goes wrong in a cell, by the word in its prompt; `said` repeats the key in many forms. */
interface Trouble {
  submit?: (said: string) => CreateFault;
  /** Not listed: the job is lost for good. */
  isHidden?: boolean;
  outcome?: (said: string) => { status: 'failed'; error: string };
  /** Once, at the next look at a job or at the next download. */
  poll?: (said: string) => AnswerFault;
  download?: (said: string) => AnswerFault;
}

const refused = (status: number, more: object = {}): Trouble => ({
  submit: (said) => ({ kind: 'status', status, body: { title: said, detail: said, message: said }, ...more }),
});
const answered = (answer: (said: string) => AnswerFault, isHidden = false): Trouble => ({
  submit: (said) => ({ kind: 'accepted', answer: answer(said) }),
  isHidden,
});
const status =
  (code: number) =>
  (said: string): AnswerFault => ({ kind: 'status', status: code, body: { detail: said } });

const troubles: Record<string, Trouble> = {
  'refused-400': refused(400),
  'refused-404': refused(404),
  'refused-422': refused(422),
  'long-wait': refused(429, { retryAfter: '4000' }),
  'lost-500': answered(status(500)),
  'lost-hidden': answered(status(502), true),
  'sent-elsewhere': answered((said) => ({ kind: 'redirect', to: `http://127.0.0.1:9/${encodeURIComponent(said)}` })),
  'model-failed': { outcome: (error) => ({ status: 'failed', error }) },
  'poll-500': { poll: status(500) },
  'poll-400': { poll: status(400) },
  'poll-cut': { poll: () => ({ kind: 'cut' }) },
  'download-503': { download: status(503) },
  'download-elsewhere': {
    download: (said) => ({ kind: 'redirect', to: `http://evil.example/${encodeURIComponent(said)}` }),
  },
};
/** These stop a run. */
const stopping: Record<string, Trouble> = {
  'key-401': refused(401),
  'credit-402': refused(402),
  'key-403': refused(403),
};

/** How those end that fail for sure; a bad look or download may meet any cell, once. */
const ends = [
  'refused-400/still: refused',
  'refused-404/still: refused',
  'refused-422/still: refused',
  'long-wait/still: long-wait',
  'lost-hidden/still: submission-unknown',
  'model-failed/still: failed',
  'key-401/still: auth',
  'credit-402/still: credit',
  'key-403/still: auth',
  ': not-allowed',
];

let home: string;
let core: Core;
let studio: StudioClient;
let fakes: { replicate: FakeReplicate; fal: FakeFal };
/** Everything that a window, a child process or the command line was told. */
const told: Found[] = [];
const listening = new AbortController();

/** A launcher whose children's environments are kept, as the system knows them. */
function watchedLauncher(): ChildLauncher {
  const launcher = createSourceLauncher();
  return {
    launch(program) {
      const child = launcher.launch(program);
      const file = `/proc/${child.pid}/environ`;
      if (existsSync(file)) told.push([`the environment of ${program}`, readFileSync(file, 'latin1')]);
      return child;
    },
  };
}

beforeAll(async () => {
  home = await freshFolder('canary-runs');
  fakes = { replicate: await startFakeReplicate(), fal: await startFakeFal() };
  for (const provider of ['replicate', 'fal'] as const) {
    fakes[provider].token = keys[provider];
    fakes[provider].latencyMs = () => 5;
  }
  // As a user has them who starts the program from a shell.
  process.env.REPLICATE_API_TOKEN = keys.replicate;
  process.env.FAL_KEY = keys.fal;
  core = await createCore({
    home,
    resources: join(root, 'resources'),
    host: 'test',
    version: '0.0.0',
    electronVersion: null,
    launcher: watchedLauncher(),
    providers: { ollama: { key: null, baseUrl: `http://me:${password}@127.0.0.1:9`, model: null } },
    timing: { pollMs: 5, maxPollMs: 20, maxRetryMs: 1, reconcileMs: 5, cancelMs: 200 },
  });
  studio = createRouterClient(core.router);
  void listen();
});

afterAll(async () => {
  delete process.env.REPLICATE_API_TOKEN;
  delete process.env.FAL_KEY;
  listening.abort();
  for (const each of Object.values(fakes)) await each.close();
});

async function listen(): Promise<void> {
  const events = await studio.events.watch(undefined, { signal: listening.signal });
  for await (const event of events) told.push(['an event', JSON.stringify(event)]);
}

async function ask<T>(what: string, call: Promise<T>): Promise<T | null> {
  try {
    const answer = await call;
    told.push([what, JSON.stringify(answer)]);
    return answer;
  } catch (error) {
    told.push([what, JSON.stringify([failureOf(error), String(error), (error as Error).stack])]);
    return null;
  }
}

/** Sets the dials of a stand-in by the prompts of the jobs. */
function spoil(fake: FakeProvider, provider: Provider): void {
  const said = `you sent ${echoesOf(keys[provider]).join(' or ')}`;
  const troubleOf = (input: Record<string, unknown>): Trouble => {
    const { [String(input.prompt)]: trouble = {} } = { ...troubles, ...stopping };
    return trouble;
  };
  const met = new Set<string>();
  /** The fault of the first job that has one and has not met it. */
  const once = (kind: 'poll' | 'download'): AnswerFault | null => {
    for (const { input } of fake.jobs) {
      const fault = troubleOf(input)[kind];
      if (fault === undefined || met.has(String(input.prompt))) continue;
      met.add(String(input.prompt));
      return fault(said);
    }
    return null;
  };
  fake.faults = {
    create: (input) => troubleOf(input).submit?.(said) ?? null,
    poll: () => once('poll'),
    download: () => once('download'),
  };
  fake.outcome = (input) => troubleOf(input).outcome?.(said) ?? { status: 'succeeded' };
  fake.isListed = ({ input }) => troubleOf(input).isHidden !== true;
}

async function writeStory(name: string, model: string, prompts: readonly string[]): Promise<string> {
  const file = join(home, `${name}.telar.json`);
  const parameters = { prompt: '{{unit.vars.prompt}}' };
  const story = {
    telar: 1,
    settings: { max_threads: 16, on_error: 'continue', output_dir: name },
    layers: [{ name: 'still', asset_type: 'image', model, parameters }],
    units: prompts.map((prompt) => ({ id: prompt, vars: { prompt } })),
  };
  await writeFile(file, JSON.stringify(story));
  return file;
}

/** Runs a document to its end, asks all that a window asks about it, and answers what failed. */
async function run(name: string, model: string, prompts: readonly string[]): Promise<string[]> {
  const { id: documentId } = await core.openDocument(await writeStory(name, model, prompts));
  const plan = await ask('a plan', studio.plan.get({ documentId }));
  const price = plan?.totals.price.highMicroUsd ?? 0;
  await ask('a start', studio.run.start({ documentId, confirmedMicroUsd: price, allowUnknownPrice: true }));
  while ((await studio.run.latest({ documentId }))?.state === 'running') await sleep(20);
  const record = await ask('a run', studio.run.latest({ documentId }));
  await ask('the paid jobs', studio.jobs.list({ documentId }));
  await ask('a document', studio.matrix.get({ documentId }));
  await ask('the providers', studio.providers.list());
  return (record?.cells ?? []).flatMap(({ key, failure }) => (failure == null ? [] : [`${key}: ${failure.kind}`]));
}

it('no run, whatever goes wrong in it, leaves a key in a file, a database, a log, an event or an answer', async () => {
  const failed: Record<string, string[]> = {};
  await ask('a place for keys', studio.providers.keepIn({ place: 'file', passphrase: 'a passphrase of canaries' }));
  for (const provider of ['replicate', 'fal'] as const) {
    spoil(fakes[provider], provider);
    await ask('a key', studio.providers.setKey({ provider, key: keys[provider] }));
    const { baseUrl } = fakes[provider];
    await ask('an address', studio.providers.configure({ provider, baseUrl, concurrency: 16 }));
    await ask('a test', studio.providers.test({ provider }));
    failed[provider] = await run(provider, models[provider], Object.keys(troubles));
    for (const each of Object.keys(stopping))
      failed[provider].push(...(await run(`${provider}-${each}`, models[provider], [each])));
  }
  await ask('a test', studio.providers.test({ provider: 'ollama' }));
  await ask('an answer', studio.providers.configure({ provider: 'ollama', baseUrl: `http://me:${password}@host` }));
  await ask('the history', studio.history.list({ limit: 100 }));
  await ask('the costs', studio.costs.summary());

  const story = join(home, 'replicate-key-401.telar.json');
  const address = { REPLICATE_BASE_URL: fakes.replicate.baseUrl, OLLAMA_HOST: `http://me:${password}@127.0.0.1:9` };
  const env = { ...address, REPLICATE_API_TOKEN: keys.replicate };
  for (const args of [['run', story, '--yes', '--json', '--output-dir', 'cli'], ['jobs', story], ['doctor']]) {
    const { stdout, stderr } = await telar(args, { home, env });
    told.push([`telar ${args[0]}, its output`, stdout], [`telar ${args[0]}, its messages`, stderr]);
  }
  listening.abort();
  await core.close();

  const all = expect.arrayContaining(ends.map((end) => expect.stringContaining(end) as string)) as string[];
  expect(failed).toEqual({ replicate: all, fal: all });
  const files = await textOfFolder(home);
  expect(files.map(([name]) => name)).toEqual(expect.arrayContaining(['telar.db', 'logs/telar.log', 'keys.sealed']));
  const traces = [...Object.values(keys), password].flatMap(tracesOf);
  expect(searchFor(traces, [...told, ...files])).toEqual([]);
});
