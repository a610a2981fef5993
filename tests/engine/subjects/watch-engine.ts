import { readFile, truncate } from 'node:fs/promises';
import type { InlineEngine } from '../../../src/main/engine/index.ts';
import type { SeenJob } from './subject.ts';

/** An engine of this machine that notes the jobs it is given, and may lose what it has written. */
export function watchEngine(
  engine: InlineEngine,
  fileParameter: string,
): { engine: InlineEngine; seen: SeenJob[]; loseFiles(): void } {
  const seen: SeenJob[] = [];
  let isLosing = false;
  return {
    seen,
    loseFiles: () => (isLosing = true),
    engine: {
      ...engine,
      async run(job, options) {
        const file = job.parameters[fileParameter];
        seen.push({
          prompt: job.parameters.prompt,
          seed: job.parameters.seed,
          file: typeof file === 'string' ? await readFile(file) : null,
        });
        const result = await engine.run(job, options);
        if (isLosing) await truncate(job.outputFile);
        return result;
      },
    },
  };
}
