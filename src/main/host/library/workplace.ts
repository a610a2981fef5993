import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Core } from '../../core/index.ts';
import { resolveDataFolder } from '../../platform/index.ts';
import { startCore, type LocalCoreOptions } from '../local/index.ts';
import type { EngineSettings } from './options.ts';

/** Folder of the built program, `out/main`: this module is bundled into the library's own file there. */
const programFolder = import.meta.dirname;

/** The running core of an engine, with the output folder it works in. */
export interface Workplace {
  core: Core;
  close(): Promise<void>;
}

/** Starts the core for a program. Throws DatabaseError when the data folder cannot be used. */
export function startLibraryCore(
  settings: EngineSettings,
  choices: Pick<LocalCoreOptions, 'outputDir' | 'engineSettings'> = {},
): Promise<Core> {
  const { home, providers, templateFolders } = settings;
  return startCore({
    programFolder,
    home: home ?? resolveDataFolder(),
    host: 'library',
    templateFolders,
    ...choices,
    ...(providers === null ? {} : { providers }),
  });
}

/**
 * Starts the core. Without an output folder a temporary one is made, which `close` removes; `warn` hears of it. Throws
 * DatabaseError when the data folder cannot be used.
 */
export async function openWorkplace(settings: EngineSettings, warn: (message: string) => void): Promise<Workplace> {
  const { outputDir } = settings;
  const temporary = outputDir === null ? await mkdtemp(join(tmpdir(), 'telar-layers-')) : null;
  const removeTemporary = async (): Promise<void> => {
    if (temporary !== null) await rm(temporary, { recursive: true, force: true });
  };
  const core = await startLibraryCore(settings, { outputDir: outputDir ?? temporary ?? '' }).catch(
    async (error: unknown) => {
      await removeTemporary();
      throw error;
    },
  );
  if (temporary !== null) {
    warn(`No outputDir was given: results go to ${temporary}, which close() removes. Copy what you want to keep.`);
  }
  return {
    core,
    async close() {
      await core.close();
      await removeTemporary();
    },
  };
}
