import type { Core } from '../../core/index.ts';
import { startLocalCore } from './local-core.ts';

/** Starts the core for one command and closes it at the end. */
export async function withCore<T>(
  flags: { outputDir?: string | undefined; allowPath?: readonly string[] | undefined },
  work: (core: Core) => Promise<T> | T,
): Promise<T> {
  const core = await startLocalCore({ host: 'cli', outputDir: flags.outputDir, allowedFolders: flags.allowPath });
  try {
    return await work(core);
  } finally {
    await core.close();
  }
}
