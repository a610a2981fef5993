import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { resolveConfig } from 'electron-vite';
import { build } from 'vite';

export const root = resolve(import.meta.dirname, '..', '..');

/** What the project's own configuration makes of main process and preload. */
export interface BuildPlan {
  /** Folder of the built main entry. */
  mainFolder: string;
  /** Absolute path of the built preload. */
  preloadFile: string;
  /** Source of the preload as the build writes it. */
  preloadSource: string;
}

/** Builds the preload as `electron-vite build` does, into a folder of its own: a test must not trust an old out/. */
export async function buildPreload(): Promise<BuildPlan> {
  const folder = await mkdtemp(join(tmpdir(), 'telar-preload-'));
  try {
    const { config } = await resolveConfig(
      { root, configFile: join(root, 'electron.vite.config.ts'), logLevel: 'error' },
      'build',
    );
    const mainFolder = config?.main?.build?.outDir;
    const preload = config?.preload;
    const preloadFolder = preload?.build?.outDir;
    if (preload === undefined || mainFolder === undefined || preloadFolder === undefined) {
      throw new Error('electron.vite.config.ts says nowhere where main process and preload go');
    }
    const result = await build({
      ...preload,
      configFile: false,
      logLevel: 'error',
      build: { ...preload.build, outDir: folder, emptyOutDir: true, watch: null },
    });
    const chunks = [result].flat().flatMap((output) => ('output' in output ? output.output : []));
    const [file, ...others] = chunks.map(({ fileName }) => fileName);
    if (file === undefined || others.length > 0) throw new Error(`the preload must be one file, not ${chunks.length}`);
    return {
      mainFolder,
      preloadFile: join(preloadFolder, file),
      preloadSource: await readFile(join(folder, file), 'utf8'),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}
