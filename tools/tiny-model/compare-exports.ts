/**
 * Greatest difference between the outputs of two exports of telar-mini on the same inputs, component by component, and
 * whether their other files say the same. Prints one JSON line for each component; fails above the tolerance.
 *
 *     node tools/tiny-model/compare-exports.ts FOLDER [FOLDER]
 *
 * The second folder is the model that ships, unless another one is given.
 */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { TorchGenerator } from '../../src/main/diffusion/torch-random.ts';

const tolerance = 1e-5;
const shipped = resolve(import.meta.dirname, '..', '..', 'resources', 'models', 'telar-mini');
const [first, second = shipped] = process.argv.slice(2);
if (first === undefined) throw new Error('Name the folder of the export: node compare-exports.ts FOLDER');

const random = new TorchGenerator(1);
const noise = (...dims: number[]): Tensor =>
  new Tensor('float32', random.randn(dims.reduce((product, size) => product * size, 1)), dims);
const ids = Array.from({ length: 2 * 24 }, (_, i) => BigInt((i * 37) % 740));

const components: Record<string, Record<string, Tensor>> = {
  text_encoder: { input_ids: new Tensor('int64', BigInt64Array.from(ids), [2, 24]) },
  unet: {
    sample: noise(2, 8, 16, 16),
    timestep: new Tensor('float32', Float32Array.of(421), []),
    encoder_hidden_states: noise(2, 24, 96),
  },
  vae_decoder: { latent_sample: noise(1, 8, 16, 16) },
  vae_encoder: { sample: noise(1, 3, 64, 64) },
};
const texts = [
  'model_index.json',
  'scheduler/scheduler_config.json',
  'tokenizer/vocab.json',
  'tokenizer/merges.txt',
  'tokenizer/tokenizer_config.json',
  ...Object.keys(components).map((component) => `${component}/config.json`),
];

let isSame = true;
for (const [component, feeds] of Object.entries(components)) {
  const [ours, theirs] = await Promise.all([first, second].map((folder) => run(folder, component, feeds)));
  const differences = (ours ?? []).map((value, i) => Math.abs(value - (theirs?.[i] ?? Number.NaN)));
  // Written out because Math.max has no place for a NaN that must not pass.
  const maxDifference = differences.reduce((max, each) => (each <= max ? max : each), 0);
  isSame &&= ours?.length === theirs?.length && maxDifference <= tolerance;
  console.log(JSON.stringify({ component, values: ours?.length, maxDifference }));
}
const changed: string[] = [];
for (const name of texts) {
  const [ours, theirs] = await Promise.all([first, second].map((folder) => readFile(join(folder, name), 'utf8')));
  if (ours !== theirs) changed.push(name);
}
console.log(JSON.stringify({ filesCompared: texts.length, changed }));
if (!isSame || changed.length > 0) process.exitCode = 1;

async function run(folder: string, component: string, feeds: Record<string, Tensor>): Promise<number[]> {
  const session = await InferenceSession.create(join(folder, component, 'model.onnx'), { intraOpNumThreads: 1 });
  const [name = ''] = session.outputNames;
  const output = (await session.run(feeds))[name];
  if (!(output?.data instanceof Float32Array)) throw new Error(`${component} gives no float32 output.`);
  return [...output.data];
}
