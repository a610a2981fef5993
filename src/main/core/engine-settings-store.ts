import { engineSettings, type EngineSettings } from '../../shared/local-engine/index.ts';
import type { Database } from '../platform/index.ts';

/** How the user lets the local engine use this machine. */
export interface EngineSettingsStore {
  get(): Promise<EngineSettings>;
  set(settings: EngineSettings): Promise<void>;
}

/** The row `engine` of the table of settings; without one the defaults hold. */
export function createEngineSettingsStore(database: Database): EngineSettingsStore {
  const key = 'engine';
  return {
    async get() {
      const row = await database.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst();
      return engineSettings.parse(row === undefined ? {} : JSON.parse(row.value));
    },
    async set(settings) {
      const row = { key, value: JSON.stringify(settings) };
      await database
        .insertInto('settings')
        .values(row)
        .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
        .execute();
    },
  };
}
