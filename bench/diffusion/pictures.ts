import type { GenerateResult } from '../../src/main/diffusion/index.ts';
import { createEngineUnderTest } from './engine-under-test.ts';
import { median, rounded } from './figures.ts';

const rounds = 15;
const batch = 10;

/** Time of a picture alone and in a batch, and how much of it passes inside onnxruntime (goal: 97 % at 20 steps). */
export async function measurePictures(): Promise<object> {
  const engine = createEngineUnderTest();
  await engine.paint([0]);
  const single: number[] = [];
  const batched: number[] = [];
  const singleShares: number[] = [];
  const batchedShares: number[] = [];
  const ratios: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    // By turns, so that a busy moment of the machine meets both.
    const one = await engine.paint([round]);
    const many = await engine.paint(Array.from({ length: batch }, (_, i) => round * batch + i));
    single.push(one.wallMs);
    batched.push(many.wallMs / batch);
    ratios.push(many.wallMs / batch / one.wallMs);
    singleShares.push(sessionShare(one.result));
    batchedShares.push(sessionShare(many.result));
  }
  engine.dispose();
  return {
    rounds,
    singleMs: rounded(median(single)),
    fastestSingleMs: rounded(Math.min(...single)),
    batchedMs: rounded(median(batched)),
    batch,
    batchedToSingle: rounded(median(ratios), 2),
    sessionPercent: rounded(100 * median(singleShares)),
    batchedSessionPercent: rounded(100 * median(batchedShares)),
  };
}

/** Share of the work, from prompt to pixels, that passes in `session.run`. */
function sessionShare({ timings }: GenerateResult): number {
  return timings.sessionMs / (timings.encodeMs + timings.stepsMs + timings.decodeMs);
}
