import { defaultSettings, settings as settingsSchema, type Settings } from '../../shared/contract/index.ts';
import type { Database } from '../platform/index.ts';

/** Absent and undefined both leave a setting as it is. */
type SettingsChanges = { [K in keyof Settings]?: Settings[K] | undefined };

/** The user's settings in the database. */
export interface SettingsStore {
  get(): Promise<Settings>;
  set(changes: SettingsChanges): Promise<Settings>;
}

/** The store over a database. */
export function createSettingsStore(database: Database): SettingsStore {
  async function get(): Promise<Settings> {
    // Other rows of the table belong to others.
    const rows = await database
      .selectFrom('settings')
      .selectAll()
      .where('key', 'in', Object.keys(defaultSettings))
      .execute();
    const stored = Object.fromEntries(rows.map((row) => [row.key, JSON.parse(row.value) as unknown]));
    return settingsSchema.parse({ ...defaultSettings, ...stored });
  }

  return {
    get,
    async set(changes) {
      const changed = definedOnly(changes);
      const next = settingsSchema.parse({ ...(await get()), ...changed });
      // Only what was asked for: a change that was made at the same time stays.
      for (const [key, value] of Object.entries(next).filter(([name]) => name in changed)) {
        const row = { key, value: JSON.stringify(value) };
        await database
          .insertInto('settings')
          .values(row)
          .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
          .execute();
      }
      return get();
    },
  };
}

function definedOnly(changes: SettingsChanges): object {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
