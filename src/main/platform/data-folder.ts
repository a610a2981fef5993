import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Folder of all state: `TELAR_HOME`, else the platform's place for application data (XDG on Linux, Application Support on
 * macOS, the local, never the roaming, AppData on Windows). The same for every host.
 */
export function resolveDataFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (env.TELAR_HOME !== undefined && env.TELAR_HOME !== '') return resolve(env.TELAR_HOME);
  const home = homedir();
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Telar');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Telar');
  return join(env.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'telar');
}
