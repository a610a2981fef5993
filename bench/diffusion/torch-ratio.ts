import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createEngineUnderTest, prompt, usualPicture } from './engine-under-test.ts';
import { median, rounded } from './figures.ts';

const rounds = 11;
const batch = 10;

/**
 * Our time against PyTorch's with the same weights, prompts, seeds, sampler and one thread each, by turns on this machine
 * (goal: 0.8), and the greatest difference between the pictures in steps of 255. Needs the checkpoints that the model was
 * exported from in TELAR_TINY_CHECKPOINTS, and a Python with torch (TELAR_PYTHON, else python3); says so where it has not.
 */
export async function measureTorchRatio(): Promise<object> {
  const checkpoints = process.env.TELAR_TINY_CHECKPOINTS;
  if (checkpoints === undefined) return { skipped: 'TELAR_TINY_CHECKPOINTS names no folder with checkpoints' };
  const torch = await startTorch(process.env.TELAR_PYTHON ?? 'python3', checkpoints);
  if ('reason' in torch) return { skipped: torch.reason };
  const engine = createEngineUnderTest();
  const single = await compare([1]);
  const batched = await compare(Array.from({ length: batch }, (_, i) => i + 1));
  engine.dispose();
  torch.stop();
  return { rounds, torch: torch.version, single, batch, batched };

  async function compare(seeds: readonly number[]): Promise<object> {
    if ('reason' in torch) throw new Error(torch.reason);
    const ours: number[] = [];
    const theirs: number[] = [];
    let maxDifference = 0;
    for (let round = 0; round <= rounds; round++) {
      const mine = await engine.paint(seeds);
      const reference = await torch.paint(seeds);
      // The first ones also load and allocate.
      if (round === 0) continue;
      ours.push(mine.wallMs);
      theirs.push(reference.ms);
      const pixels = Buffer.from(reference.pixels, 'hex');
      mine.result.images[0]?.data.forEach((value, i) => {
        maxDifference = Math.max(maxDifference, Math.abs(value - (pixels[i] ?? Number.NaN)));
      });
    }
    return {
      pictureMs: rounded(median(ours) / seeds.length),
      torchMs: rounded(median(theirs) / seeds.length),
      ratio: rounded(median(ours.map((each, i) => each / (theirs[i] ?? Number.NaN))), 2),
      maxDifference,
    };
  }
}

interface TorchAnswer {
  ms: number;
  pixels: string;
}

interface Torch {
  version: string;
  paint(seeds: readonly number[]): Promise<TorchAnswer>;
  stop(): void;
}

async function startTorch(python: string, checkpoints: string): Promise<Torch | { reason: string }> {
  const child = spawn(python, ['-B', join(import.meta.dirname, 'torch_pictures.py'), checkpoints], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const failed = new Promise<null>((resolve) => {
    child.once('error', (error) => {
      complaint += error.message;
      resolve(null);
    });
    child.once('close', () => resolve(null));
  });
  const lines = createInterface({ input: child.stdout });
  const answer = async (): Promise<unknown> => {
    const line = await Promise.race([once(lines, 'line'), failed]);
    return line === null ? null : JSON.parse(String(line[0]));
  };
  const hello = (await answer()) as { torch: string } | null;
  if (hello === null) return { reason: `${python}: ${complaint.trim().split('\n').at(-1) ?? 'no answer'}` };
  return {
    version: hello.torch,
    async paint(seeds) {
      const { steps, guidanceScale } = usualPicture;
      const answered = answer();
      child.stdin.write(`${JSON.stringify({ prompt, seeds, steps, guidance: guidanceScale })}\n`);
      const painted = (await answered) as TorchAnswer | null;
      if (painted === null) throw new Error(`PyTorch ended: ${complaint.trim()}`);
      return painted;
    },
    stop: () => void child.kill(),
  };
}
