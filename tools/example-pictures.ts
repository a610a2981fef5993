// Draws the pictures of the example gallery: `node tools/example-pictures.ts` after `npm run build`.
// What runs on this machine is shown as it comes out. Of an example whose models cost money the small model of this
// machine draws sketches instead, so that nothing is charged; the gallery says so.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';

const root = resolve(import.meta.dirname, '..');
const examples = join(root, 'resources', 'examples');
const run = promisify(execFile);

/** Size of a picture in pixels, twice that of a card, and of the lines between its square tiles. */
const width = 600;
const gap = 4;
const background = '#14151a';

const glazes = ['yellow', 'white', 'blue', 'red'];
const rowOf = (scene: string): string[] => glazes.map((colour) => `a ${colour} house in the center, ${scene}`);
const things = ['house', 'tree', 'boat', 'cat', 'balloon', 'tower'];

interface Picture {
  id: string;
  columns: number;
  layers?: string[];
  cells?: string[];
  sketches?: string[];
}

/** `cells` are unit/layer index of the example itself; `sketches` are prompts for the small model. */
const pictures: Picture[] = [
  {
    id: 'storyboard',
    columns: 4,
    sketches: [
      'a red lighthouse on the left, the sea at sunset, with the sun',
      'a white lighthouse in the center, the sea at night, with clouds',
      'a red boat on the right, the sea at night, with stars',
      'a white boat in the center, the sea at night, with a moon',
      'a blue boat on the left, the sea at dawn, with clouds',
      'a red lighthouse on the right, the sea at dawn, with the sun',
      'a white house in the center, the sea at dawn, with the sun',
      'a white boat on the left, the sea during the day, with clouds',
    ],
  },
  {
    id: 'product-series',
    columns: 4,
    sketches: [...rowOf('a snowy field during the day, with clouds'), ...rowOf('a meadow at sunset, with the sun')],
  },
  { id: 'picture-book', columns: 2, layers: ['scene', 'mood', 'page'], cells: ['p2/2', 'p4/2'] },
  {
    id: 'prompt-grid',
    columns: 6,
    layers: ['dawn', 'sunset', 'night'],
    cells: [0, 2, 3].flatMap((layer) => things.map((thing) => `${thing}/${layer}`)),
  },
  { id: 'upscale-chain', columns: 2, layers: ['draft', 'refined', 'enlarged'], cells: ['peak/0', 'peak/2'] },
  {
    id: 'podcast-covers',
    columns: 4,
    sketches: [
      'a yellow tower in the center, the desert at night, with stars',
      'a red lighthouse on the left, the sea at night, with a moon',
      'a purple tree in the center, a forest at dawn, with clouds',
      'a white house on the right, a snowy field at night, with stars',
      'a blue cat in the center, a meadow at night, with a moon and stars',
      'an orange balloon in the center, mountains at night, with stars',
      'a white boat on the right, the sea at night, with clouds',
      'a purple tower on the left, the desert at sunset, with the sun',
    ],
  },
  {
    id: 'four-lights',
    columns: 4,
    layers: ['plate', 'variation'],
    cells: [0, 1].flatMap((layer) => ['dawn', 'day', 'sunset', 'night'].map((unit) => `${unit}/${layer}`)),
  },
];

async function telar(home: string, args: readonly string[]): Promise<void> {
  await run(process.execPath, [join(root, 'out', 'main', 'cli.js'), ...args], {
    env: { ...process.env, TELAR_HOME: home },
  });
}

async function sketchDocument(id: string, prompts: readonly string[], work: string): Promise<string> {
  const parameters = { prompt: '{{unit.vars.scene}}', seed: 5, steps: 30 };
  const layers = [{ name: 'sketch', asset_type: 'image', model: 'local/telar-mini', parameters }];
  const units = prompts.map((scene, index) => ({ id: `s${index}`, vars: { scene } }));
  const file = join(work, `${id}-sketches.telar.json`);
  await writeFile(file, JSON.stringify({ telar: 1, layers, units }));
  return file;
}

async function draw({ id, columns, cells, layers = ['sketch'], sketches = [] }: Picture, work: string): Promise<void> {
  const own = join(examples, `${id}.telar.json`);
  const file = sketches.length === 0 ? own : await sketchDocument(id, sketches, work);
  const out = join(work, id);
  for (const layer of layers) await telar(work, ['run', file, '--layer', layer, '--output-dir', out]);
  const names = await readdir(out);
  const shown = cells ?? sketches.map((_, index) => `s${index}/0`);
  const side = Math.floor(width / columns);
  const tiles = shown.map(async (cell, index) => {
    const beginning = `${cell.replace('/', '_layer')}_image.`;
    const name = names.find((each) => each.startsWith(beginning));
    if (name === undefined) throw new Error(`${id} has no picture of ${cell}`);
    const picture = sharp(join(out, name));
    const size = { width: side - gap, height: side - gap };
    // The small model's pictures are 64 pixels wide: they stay square pixels instead of a blur.
    const kernel = (await picture.metadata()).width <= 64 ? 'nearest' : 'lanczos3';
    const input = await picture
      .resize({ ...size, kernel })
      .png()
      .toBuffer();
    const left = (index % columns) * side + gap / 2;
    return { input, left, top: Math.floor(index / columns) * side + gap / 2 };
  });
  const height = Math.ceil(shown.length / columns) * side;
  await sharp({ create: { width: side * columns, height, channels: 3, background } })
    .composite(await Promise.all(tiles))
    .webp({ quality: 84 })
    .toFile(join(examples, 'pictures', `${id}.webp`));
}

const wanted = process.argv.slice(2);
const work = await mkdtemp(join(tmpdir(), 'telar-examples-'));
for (const picture of pictures) if (wanted.length === 0 || wanted.includes(picture.id)) await draw(picture, work);
await rm(work, { recursive: true });
