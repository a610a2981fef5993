import { resolve } from 'node:path';
import { createRunEstimates, type EstimatedEngine } from '../../src/main/assist/index.ts';
import type { GenerateRequest } from '../../src/main/diffusion/index.ts';
import { readTemplate } from '../../tests/engine/templates.ts';
import { createEngineUnderTest, telarMini } from '../diffusion/engine-under-test.ts';
import { median, rounded } from '../diffusion/figures.ts';

const learned = 20;
const foretold = 20;

/** Settings such as people choose: from few steps to many, with guidance and without, three samplers. */
function settingsOf(index: number): Pick<GenerateRequest, 'steps' | 'guidanceScale' | 'scheduler'> {
  return {
    steps: 4 + ((index * 11) % 37),
    guidanceScale: index % 4 === 3 ? 1 : 2.5,
    scheduler: (['dpmpp_2m', 'euler_ancestral', 'heun'] as const)[index % 3] ?? 'dpmpp_2m',
  };
}

/** Error of foretold times, in percent, after so many runs; the first of them loads the model. */
export async function measureTimeEstimates(): Promise<object> {
  const template = await readTemplate('local/telar-mini');
  const engine = createEngineUnderTest();
  let isWarm = false;
  const known: EstimatedEngine = {
    folderOf: () => resolve(telarMini),
    estimate: () => Promise.resolve(null),
    isWarm: () => Promise.resolve(isWarm),
  };
  const estimates = await createRunEstimates(known, null);
  const errors: number[] = [];
  let shown: number | null = null;
  for (let index = 0; index < learned + foretold; index++) {
    const settings = settingsOf(index);
    const { steps, guidanceScale, scheduler } = settings;
    const about = await estimates.about(template, []);
    const size = { width: 64, height: 64, aspectRatio: null };
    const params = { steps, guidanceScale, scheduler, ...size, seed: index, negativePrompt: '' };
    const { seconds } = about(params);
    const { result, wallMs } = await engine.paint([index], settings);
    isWarm = true;
    if (index >= learned) errors.push(Math.abs((seconds?.value ?? 0) * 1000 - wallMs) / wallMs);
    if (index === learned) shown = seconds?.errorPercent ?? null;
    const parameters = { steps, guidance_scale: guidanceScale, scheduler, width: 64, height: 64 };
    await estimates.note({ template, parameters, wallMs, timings: result.timings });
  }
  engine.dispose();
  return {
    ...{ learned, foretold, medianErrorPercent: rounded(100 * median(errors)) },
    ...{ worstErrorPercent: rounded(100 * Math.max(...errors)), shownErrorPercent: rounded(shown ?? Number.NaN) },
  };
}
