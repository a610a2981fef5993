/**
 * The matrix editor with 200, 1,000 and 5,000 cells in a browser, against bare React Flow with as many nodes in the same
 * run: first paint, work per frame while panning and zooming, memory; what a run and what typing costs.
 * Needs the built program. Prints one JSON line for each size: npm run build && node bench/editor.ts
 */
import { rounded } from './diffusion/figures.ts';
import { heapMiB, launch, measureFrames, openPage, scaleOf, zoomTo, type Frames, type Gauge } from './editor/gauge.ts';
import { serveBare, serveTelar } from './editor/pages.ts';
import { layerCount } from './editor/story.ts';
import { measureRun, measureTyping } from './editor/work.ts';

const sizes = (process.argv[2] ?? '200,1000,5000').split(',').map(Number);
const runSeconds = Number(process.argv[3] ?? 30);
/** Scales between the whole matrix and its full size at which the view is moved. */
const scales = [0.1, 0.25, 0.5, 1];

type Moves = Record<string, Frames>;

async function measureMoves(gauge: Gauge): Promise<Moves & Record<'pan whole', Frames>> {
  const whole = await scaleOf(gauge);
  const moves = { 'pan whole': await measureFrames(gauge, 'pan') } as Moves & Record<'pan whole', Frames>;
  moves['zoom in'] = await measureFrames(gauge, 'zoom-in', 70);
  for (const scale of scales.filter((each) => each > whole)) {
    await zoomTo(gauge, scale);
    moves[`pan ${scale}`] = await measureFrames(gauge, 'pan');
  }
  moves['zoom out'] = await measureFrames(gauge, 'zoom-out', 70);
  return moves;
}

async function measureOurs(cells: number) {
  const telar = await serveTelar(cells);
  const browser = await launch();
  try {
    const { firstPaint, ...gauge } = await openPage(browser, telar.url, '[data-cell]');
    const typing = await measureTyping(gauge, 'u0/l1');
    await gauge.page.keyboard.press('Escape');
    await gauge.page.keyboard.press('f');
    await gauge.page.evaluate(() => new Promise((done) => setTimeout(done, 500)));
    const moves = await measureMoves(gauge);
    const heap = await heapMiB(gauge);
    await gauge.page.keyboard.press('f');
    // The last of all: the run goes on until the host is stopped.
    const run = await measureRun(gauge, runSeconds);
    return { firstPaint, moves, heapMiB: heap, run, typing };
  } finally {
    await browser.close();
    await telar.stop();
  }
}

async function measureBare(url: string, cells: number) {
  const browser = await launch();
  try {
    const address = `${url}?units=${cells / layerCount}&layers=${layerCount}`;
    const { firstPaint, ...gauge } = await openPage(browser, address, '.react-flow__node[style*="visible"]');
    const moves = {
      'pan whole': await measureFrames(gauge, 'pan', 12),
      'zoom in': await measureFrames(gauge, 'zoom-in', 20),
    };
    await zoomTo(gauge, 1);
    return {
      firstPaint,
      moves: { ...moves, 'pan 1': await measureFrames(gauge, 'pan', 12) },
      heapMiB: await heapMiB(gauge),
    };
  } finally {
    await browser.close();
  }
}

const bare = await serveBare();
let smallest: Moves | null = null;
try {
  for (const cells of sizes) {
    const ours = await measureOurs(cells);
    const baseline = await measureBare(bare.url, cells);
    smallest ??= ours.moves;
    const worst = Math.max(...Object.values(ours.moves).map(({ cpuMs }) => cpuMs));
    const toSmallest = Object.entries(ours.moves).map(
      ([name, { cpuMs }]) => cpuMs / ((smallest?.[name] ?? smallest?.['pan whole'])?.cpuMs ?? Number.NaN),
    );
    console.log(
      JSON.stringify({
        bench: 'editor',
        cells,
        ...ours,
        bare: baseline,
        panCpuRatio: rounded(ours.moves['pan whole'].cpuMs / baseline.moves['pan whole'].cpuMs, 3),
        worstCpuMsPerFrame: worst,
        worstRatioToSmallest: rounded(Math.max(...toSmallest), 2),
        firstPaintRatio: rounded(ours.firstPaint.ms / baseline.firstPaint.ms, 3),
        firstPaintCpuRatio: rounded(ours.firstPaint.cpuMs / baseline.firstPaint.cpuMs, 3),
      }),
    );
  }
} finally {
  await bare.stop();
}
