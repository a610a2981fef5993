import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { createCore, type Core } from '../../core/index.ts';
import { createNodeChildLauncher } from '../../child/index.ts';
import { resolveDataFolder } from '../../platform/index.ts';

/** Folder of the built program, `out/main`: this module is bundled into the command line's own file there. */
const programFolder = import.meta.dirname;

/** Folder of the shipped templates, models and examples, seen from the built program in `out/main`. */
export const resourcesFolder = join(programFolder, '..', '..', 'resources');
/** Folder of the built window. */
export const rendererFolder = join(programFolder, '..', 'renderer');

const packageFile = z.object({ version: z.string() });

/** Version of the program. */
export const telarVersion = packageFile.parse(
  JSON.parse(readFileSync(join(programFolder, '..', '..', 'package.json'), 'utf8')),
).version;

/** Starts the core in this process, with plain Node children. */
export async function startLocalCore(options: { host: 'web' | 'cli'; outputDir?: string | undefined }): Promise<Core> {
  return createCore({
    home: resolveDataFolder(),
    resources: resourcesFolder,
    host: options.host,
    version: telarVersion,
    electronVersion: null,
    providers: { replicate: readReplicate(process.env) },
    launcher: createNodeChildLauncher((program) => join(programFolder, `${program}.js`)),
    ...(options.outputDir === undefined ? {} : { outputDir: options.outputDir }),
  });
}

function readReplicate(environment: NodeJS.ProcessEnv): { token: string | null; baseUrl: string | null } {
  const { REPLICATE_API_TOKEN: token, REPLICATE_BASE_URL: baseUrl } = environment;
  return {
    token: token === undefined || token === '' ? null : token,
    baseUrl: baseUrl === '' ? null : (baseUrl ?? null),
  };
}
