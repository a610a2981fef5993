import type { ChildProcess } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { freshFolder, sampleFile, startTelar } from '../telar-process.ts';

/** Where pictures of the window go. The guide's are only replaced on purpose: `TELAR_UPDATE_SCREENS=1 npm test`. */
export const screens = resolve(
  import.meta.dirname,
  '../..',
  process.env.TELAR_UPDATE_SCREENS === '1' ? 'docs/user/screens' : '.cache/telar/screens',
);

/** A running web host with its own data folder. */
export interface Studio {
  readonly home: string;
  readonly url: string;
  readonly process: ChildProcess;
  /** Ends the host; the folder stays. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same folder and port. */
  restart(): Promise<void>;
}

/** Hosts of the test that runs. One left behind by a failed test goes on with its run, at the cost of all tests after it. */
const running = new Set<ChildProcess>();

/** Starts `telar serve` and resolves when it has printed its address. */
export async function startStudio(
  home: string,
  args: string[] = [],
  env: Record<string, string> = {},
): Promise<Studio> {
  let started = await launch(home, args, env);
  return {
    home,
    get url() {
      return started.url;
    },
    get process() {
      return started.process;
    },
    async stop(signal = 'SIGTERM') {
      if (started.process.exitCode !== null || started.process.signalCode !== null) return;
      const ended = new Promise((done) => started.process.once('exit', done));
      started.process.kill(signal);
      await ended;
    },
    async restart() {
      started = await launch(home, args, env);
    },
  };
}

function launch(
  home: string,
  args: string[],
  env: Record<string, string>,
): Promise<{ url: string; process: ChildProcess }> {
  const child = startTelar(['serve', '--json', ...args], { home, env });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return new Promise((done, fail) => {
    let stdout = '';
    let stderr = '';
    child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()));
    child.stdout?.on('data', (text: Buffer) => {
      stdout += text.toString();
      const line = stdout.split('\n')[0] ?? '';
      if (stdout.includes('\n')) done({ url: (JSON.parse(line) as { url: string }).url, process: child });
    });
    child.once('exit', (code) => fail(new Error(`telar serve ended with ${String(code)}: ${stderr}`)));
  });
}

/** Tests with a studio of their own and a page whose policy violations and script errors fail the test. */
export const test = base.extend<{ studio: Studio; problems: string[] }>({
  studio: async ({}, use) => {
    const studio = await startStudio(await freshFolder('studio'));
    await use(studio);
    await studio.stop();
  },
  problems: [
    async ({ page }, use) => {
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(`script error: ${error.message}`));
      page.on('request', (request) => {
        const { hostname, protocol } = new URL(request.url());
        const isLocal = hostname === '127.0.0.1' || protocol === 'data:' || protocol === 'blob:';
        if (!isLocal) problems.push(`outbound request: ${request.url()}`);
      });
      page.on('console', (message) => {
        if (message.type() === 'error' && /Content Security Policy|Trusted|violat/i.test(message.text())) {
          problems.push(message.text());
        }
      });
      await page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
          console.error(`Content Security Policy violation: ${event.violatedDirective} ${event.blockedURI}`);
        });
      });
      await use(problems);
      for (const child of running) child.kill();
      expect(problems).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Opens the studio and waits until the sample story is on the screen. */
export async function openMatrix(page: Page, studio: Studio): Promise<void> {
  await page.goto(studio.url);
  await expect(page.locator('[data-cell]')).toHaveCount(12);
}

/** Runs what the run button offers and waits for the end. */
export async function runAll(page: Page): Promise<void> {
  await page.locator('[data-action="run"]').click();
  await expect(page.locator('[data-cell][data-state="succeeded"][data-stale="false"]')).toHaveCount(12, {
    timeout: 60_000,
  });
}

/** Two scenes of a picture and a film of it, by paid models. */
export const filmStory = {
  telar: 1,
  title: 'Two films',
  layers: [
    {
      name: 'still',
      title: 'Still',
      asset_type: 'image',
      model: 'replicate/black-forest-labs/flux-schnell',
      parameters: { prompt: '{{unit.vars.scene}}', output_format: 'png' },
    },
    {
      name: 'film',
      title: 'Film',
      asset_type: 'video',
      model: 'replicate/bytedance/seedance-1-lite',
      parameters: { prompt: 'slow waves', image: '{{layers.still.path}}', duration: 2, resolution: '480p' },
    },
  ],
  units: [
    { id: 'harbour', title: 'Harbour', vars: { scene: 'a harbour at dawn' } },
    { id: 'cliff', title: 'Cliff', vars: { scene: 'a cliff at noon' } },
  ],
};

/** Writes a document into a folder and names its file. */
export async function writeStory(folder: string, story: object, name = 'story'): Promise<string> {
  const file = join(folder, `${name}.telar.json`);
  await writeFile(file, `${JSON.stringify(story, null, 2)}\n`);
  return file;
}

/** The sample story twice over and with as many steps as its model takes, so that there is time to look at its run. */
export async function slowSample(copies = 2): Promise<object> {
  interface Story {
    layers: { parameters: object }[];
    units: { id: string }[];
  }
  const story = JSON.parse(await readFile(sampleFile, 'utf8')) as Story;
  for (const layer of story.layers.slice(0, 2)) Object.assign(layer.parameters, { steps: 100 });
  const units = Array.from({ length: copies }, (_, copy) =>
    story.units.map((unit) => ({ ...unit, id: `${unit.id}${'-again'.repeat(copy)}` })),
  ).flat();
  return { ...story, units, settings: { max_threads: 1, on_error: 'continue' } };
}
