import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomScenes } from '../scenes.ts';
import { soakRuns } from '../soak.ts';
import {
  createAutoSettings,
  createJudgedPainter,
  type Judged,
  type Painter,
  type PictureSettings,
} from './judged-pictures.ts';

// What the advice is measured against: the settings that general-purpose tools start with, and a fixed number of steps.
const general: PictureSettings = { steps: 30, guidanceScale: 7.5, scheduler: 'dpmpp_2m' };
const eightSteps: PictureSettings = { ...general, steps: 8 };
const eightOwnSteps: PictureSettings = { ...eightSteps, guidanceScale: 2.5 };

const scenes = randomScenes(soakRuns(16, 200));
let painter: Painter;
let auto: Judged;

beforeAll(async () => {
  painter = await createJudgedPainter();
  auto = await painter.paint(scenes, await createAutoSettings());
}, 600_000);
afterAll(() => painter.dispose());

describe('the advised settings of telar-mini', () => {
  it('show what was asked for', () => {
    expect(auto.right, auto.missed.join('\n')).toBeGreaterThanOrEqual(scenes.length - soakRuns(0, 2));
  });

  it('are right at least as often as 30 steps at guidance 7.5, with less than a third of the work', async () => {
    const usual = await painter.paint(scenes, () => general);
    expect(auto.right).toBeGreaterThanOrEqual(usual.right + soakRuns(0, 6));
    expect(auto.passes).toBeLessThan(usual.passes / 3);
  }, 600_000);

  it('are right more often than 8 steps at that guidance, with no more work', async () => {
    const fixed = await painter.paint(scenes, () => eightSteps);
    expect(auto.right).toBeGreaterThan(fixed.right + soakRuns(0, 20));
    expect(auto.passes).toBeLessThanOrEqual(fixed.passes);
  }, 600_000);

  it('are as good as 8 steps at the guidance of the model, with less work', async () => {
    const fixed = await painter.paint(scenes, () => eightOwnSteps);
    expect(auto.right).toBeGreaterThanOrEqual(fixed.right - soakRuns(0, 1));
    expect(auto.passes).toBeLessThan(fixed.passes);
  }, 600_000);
});
