import type { ModelTemplate } from '../../../shared/template/index.ts';
import { CancelledError } from '../../../shared/base/index.ts';
import type { ChildLauncher } from '../../child/index.ts';
import type { RuntimeDescription } from '../../diffusion/index.ts';
import type { PictureProcess } from '../../picture/index.ts';
import type { InlineEngine } from '../engine.ts';
import { runDiffusionJob } from './diffusion-job.ts';
import { createDiffusionProcess } from './diffusion-process.ts';
import { runImageFrameJob } from './image-frame-job.ts';

export interface LocalEngineOptions {
  launcher: ChildLauncher;
  picture: PictureProcess;
  /** Folders that hold model folders, the user's own first. */
  modelFolders: readonly string[];
}

export interface LocalEngine extends InlineEngine {
  describe(): Promise<RuntimeDescription>;
}

/** The engine of this machine: diffusion models and picture operations. */
export function createLocalEngine({ launcher, picture, modelFolders }: LocalEngineOptions): LocalEngine {
  const diffusion = createDiffusionProcess(launcher);
  return {
    kind: 'inline',
    provider: 'local',
    concurrency: (template) => (isPictureOperation(template) ? 2 : 1),
    async run(job, options) {
      if (options.signal.aborted) throw new CancelledError();
      if (isPictureOperation(job.template)) return runImageFrameJob(job, picture);
      return runDiffusionJob(job, { diffusion, picture, modelFolders }, options);
    },
    describe: () => diffusion.describe(),
    dispose() {
      diffusion.dispose();
      return Promise.resolve();
    },
  };
}

function isPictureOperation(template: ModelTemplate): boolean {
  return template.endpoint === 'image-frame';
}
