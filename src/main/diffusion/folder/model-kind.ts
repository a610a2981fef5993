import { schedulerNames, type NoiseSchedule, type SchedulerName } from '../schedulers/index.ts';
import type { ModelIndex, UnetConfig } from './configs.ts';

/** Architecture of the UNet and its text encoders. */
export type ModelFamily = 'sd1' | 'sd2' | 'sdxl';

/** How a model wants to be used: an ordinary one of its family, or distilled to few steps. */
export type ModelKind = ModelFamily | 'turbo' | 'lcm';

/** Settings that a model was made for. */
export interface ModelDefaults {
  steps: number;
  guidanceScale: number;
  scheduler: SchedulerName;
}

/** Features of the text that the UNet reads: CLIP ViT-L 768, OpenCLIP ViT-H 1024, both SDXL encoders together 2048. */
export function familyOf(textFeatures: number | null, isTextTime: boolean): ModelFamily {
  if (isTextTime || textFeatures === 2048) return 'sdxl';
  return textFeatures === 1024 ? 'sd2' : 'sd1';
}

type SchedulerConfig = NoiseSchedule['config'];

export interface KindEvidence {
  family: ModelFamily;
  index: ModelIndex | null;
  unet: UnetConfig | null;
  scheduler: SchedulerConfig;
}

/**
 * Latent consistency models say so by their scheduler or by a UNet that is told of the guidance. Turbo models carry no mark
 * of their own: they are known by their name, or by an Euler scheduler whose steps end at the trailing edge, which ordinary
 * epsilon models do not have.
 */
export function kindOf({ family, index, unet, scheduler }: KindEvidence): ModelKind {
  const names = [index?._name_or_path, unet?._name_or_path].join(' ');
  if (scheduler._class_name === 'LCMScheduler' || typeof unet?.time_cond_proj_dim === 'number') return 'lcm';
  if (/turbo|lightning/i.test(names)) return 'turbo';
  const isTrailingEuler = scheduler._class_name.startsWith('Euler') && scheduler.timestep_spacing === 'trailing';
  return isTrailingEuler && scheduler.prediction_type !== 'v_prediction' ? 'turbo' : family;
}

/** Schedulers by the class that a model's configuration names; all others (PNDM, DEIS) are served by DPM++ 2M. */
const byClass: Readonly<Record<string, string>> = {
  DDIMScheduler: 'ddim',
  EulerDiscreteScheduler: 'euler',
  EulerAncestralDiscreteScheduler: 'euler_ancestral',
  LMSDiscreteScheduler: 'lms',
  HeunDiscreteScheduler: 'heun',
  UniPCMultistepScheduler: 'unipc',
  LCMScheduler: 'lcm',
};

/** Settings of the model cards and of the papers: LCM Luo et al. 2023, Turbo Sauer et al. 2023 (guidance off). */
export function defaultsOf(
  kind: ModelKind,
  { scheduler, isTold }: { scheduler: SchedulerConfig; isTold: boolean },
): ModelDefaults {
  const own = named(byClass[scheduler._class_name]);
  switch (kind) {
    case 'lcm':
      return { steps: 4, guidanceScale: isTold ? 8.5 : 1, scheduler: named('lcm') ?? 'ddim' };
    case 'turbo':
      return { steps: 4, guidanceScale: 1, scheduler: own ?? 'euler' };
    case 'sdxl':
      return { steps: 30, guidanceScale: 5, scheduler: own ?? ordinary(scheduler) };
    case 'sd1':
    case 'sd2':
      return { steps: 25, guidanceScale: 7.5, scheduler: own ?? ordinary(scheduler) };
  }
}

function named(name: string | undefined): SchedulerName | undefined {
  return schedulerNames.find((each) => each === name);
}

function ordinary(scheduler: SchedulerConfig): SchedulerName {
  return scheduler.use_karras_sigmas === true ? 'dpmpp_2m_karras' : 'dpmpp_2m';
}

/** Edge in pixels that models of a kind were trained at, where the export does not say. */
export function usualSize(kind: ModelKind, family: ModelFamily, isVelocity: boolean): number {
  if (kind === 'turbo') return 512;
  if (family === 'sdxl') return 1024;
  return family === 'sd2' && isVelocity ? 768 : 512;
}
