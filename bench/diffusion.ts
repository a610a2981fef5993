/**
 * Time of one telar-mini picture (20 steps, guidance on), against the time inside onnxruntime in the same run.
 * Prints one JSON line: node bench/diffusion.ts
 */
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createNodeChildLauncher } from '../src/main/child/index.ts';
import { createLocalEngine } from '../src/main/engine/index.ts';
import { createPictureProcess } from '../src/main/picture/index.ts';
import { modelTemplate } from '../src/shared/template/index.ts';

const rounds = 21;
const root = resolve(import.meta.dirname, '..');

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const launcher = createNodeChildLauncher((program) =>
  join(root, 'src/main', program === 'picture-child' ? 'picture' : 'diffusion', `${program}.ts`),
);
const picture = createPictureProcess(launcher);
const engine = createLocalEngine({ launcher, picture, modelFolders: [join(root, 'resources/models')] });
const file = join(root, 'resources/templates/local/telar-mini.json');
const template = modelTemplate.parse(JSON.parse(await readFile(file, 'utf8')));
const folder = await mkdtemp(join(tmpdir(), 'telar-bench-'));

const wall: number[] = [];
const session: number[] = [];
for (let round = 0; round <= rounds; round++) {
  const parameters = {
    prompt: 'a red house on the left, the sea at night, with a moon',
    seed: round,
    guidance_scale: 2.5,
  };
  const before = performance.now();
  const job = { template, parameters, label: `bench/${round}`, outputFile: join(folder, `${round}.png`) };
  const result = await engine.run(job, { signal: new AbortController().signal, onEvent: () => undefined });
  // The first picture also starts the processes and loads the model.
  if (round === 0) continue;
  wall.push(performance.now() - before);
  session.push(result.timings.sessionMs ?? Number.NaN);
}
await engine.dispose();
await picture.dispose();
console.log(
  JSON.stringify({
    bench: 'diffusion',
    rounds,
    pictureMs: Math.round(median(wall)),
    baselineSessionMs: Math.round(median(session)),
    ratio: Number((median(wall) / median(session)).toFixed(2)),
  }),
);
