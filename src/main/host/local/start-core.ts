import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { createNodeChildLauncher } from '../../child/index.ts';
import { createCore, type Core, type CoreOptions } from '../../core/index.ts';

const packageFile = z.object({ version: z.string() });

/** What a program that starts the core in plain Node may choose. */
export interface LocalCoreOptions
  extends
    Pick<CoreOptions, 'home' | 'host'>,
    Partial<Pick<CoreOptions, 'outputDir' | 'allowedFolders' | 'providers' | 'templateFolders'>> {
  /** Folder of the built program, `out/main`: the other programs lie in it, the resources two levels above. */
  programFolder: string;
}

/** Folder of the shipped templates, models and examples, seen from the built program. */
export function resourcesFolderOf(programFolder: string): string {
  return join(programFolder, '..', '..', 'resources');
}

/** Version of the built program. */
export function versionOf(programFolder: string): string {
  const text = readFileSync(join(programFolder, '..', '..', 'package.json'), 'utf8');
  return packageFile.parse(JSON.parse(text)).version;
}

/** Starts the core in this process, with plain Node children. Throws DatabaseError when the data cannot be opened. */
export function startCore({ programFolder, ...options }: LocalCoreOptions): Promise<Core> {
  return createCore({
    ...options,
    resources: resourcesFolderOf(programFolder),
    version: versionOf(programFolder),
    electronVersion: null,
    providers: options.providers ?? providersOf(process.env),
    launcher: createNodeChildLauncher((program) => join(programFolder, `${program}.js`)),
  });
}

/** Keys and addresses of the providers from the environment; an empty variable counts as absent. */
export function providersOf(environment: NodeJS.ProcessEnv): NonNullable<CoreOptions['providers']> {
  const read = (name: string): string | null => {
    const value = environment[name];
    return value === undefined || value === '' ? null : value;
  };
  return { replicate: { token: read('REPLICATE_API_TOKEN'), baseUrl: read('REPLICATE_BASE_URL') } };
}
