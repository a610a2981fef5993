import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { EngineSettings } from '../../../shared/local-engine/index.ts';
import { createNodeChildLauncher } from '../../child/index.ts';
import { createCore, engineEnvironmentOf, providersOf, type Core, type CoreOptions } from '../../core/index.ts';
import { createSystemKeychain, readEnvironment, resolveDataFolder } from '../../platform/index.ts';

const packageFile = z.object({ version: z.string() });

/** What a program that starts the core in plain Node may choose. */
export interface LocalCoreOptions
  extends
    Pick<CoreOptions, 'home' | 'host'>,
    Partial<Pick<CoreOptions, 'outputDir' | 'allowedFolders' | 'providers' | 'templateFolders'>> {
  /** Folder of the built program, `out/main`: the other programs lie in it, the resources two levels above. */
  programFolder: string;
  /** What a program wants of the engine of this machine: it goes before the environment and what the user has set. */
  engineSettings?: Partial<EngineSettings>;
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
export function startCore({ programFolder, engineSettings = {}, ...options }: LocalCoreOptions): Promise<Core> {
  const environment = readEnvironment({ dataFolder: options.home, workingFolder: process.cwd() });
  const engine = engineEnvironmentOf(environment);
  return createCore({
    ...options,
    resources: resourcesFolderOf(programFolder),
    version: versionOf(programFolder),
    electronVersion: null,
    costs: process.env.TELAR_COSTS !== 'off',
    // The environment speaks for each provider that was not named.
    providers: {
      ...providersOf(environment),
      ...options.providers,
    },
    engine: { ...engine, settings: { ...engine.settings, ...engineSettings } },
    keychain: createSystemKeychain(keychainService(options.home)),
    passphrase: process.env.TELAR_PASSPHRASE ?? null,
    launcher: createNodeChildLauncher((program) => join(programFolder, `${program}.js`)),
  });
}

/** Name under which keys lie in the keychain of the system; another data folder has other keys. */
function keychainService(home: string): string {
  const isUsual = resolve(home) === resolveDataFolder({ ...process.env, TELAR_HOME: undefined });
  return isUsual ? 'Telar' : `Telar (${resolve(home)})`;
}
