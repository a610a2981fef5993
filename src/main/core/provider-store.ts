import { z } from 'zod';
import { failureData } from '../../shared/base/index.ts';
import { secretPlace, type ProviderName } from '../../shared/contract/index.ts';
import type { Database } from '../platform/index.ts';

/** What the last test or request has told of a provider. */
const providerOutcome = z.object({
  state: z.enum(['ready', 'key-refused', 'no-credit', 'down']),
  atMs: z.number(),
  account: z.string().nullable(),
  problem: failureData.nullable(),
  /** Stands for the key and address it was about; with another one it says nothing. */
  mark: z.string(),
});
export type ProviderOutcome = z.output<typeof providerOutcome>;

const providerRow = z.object({
  baseUrl: z.string().nullable(),
  concurrency: z.int().nullable(),
  outcome: providerOutcome.nullable(),
});
export type ProviderRow = z.output<typeof providerRow>;

/** Where keys are kept, and of which names; the keys themselves are never in the database. */
const keepingRow = z.object({ place: secretPlace.nullable(), names: z.array(z.string()) });
export type KeepingRow = z.output<typeof keepingRow>;

/** What is remembered of providers, without any secret. */
export interface ProviderStore {
  provider(name: ProviderName): Promise<ProviderRow>;
  setProvider(name: ProviderName, row: ProviderRow): Promise<void>;
  keeping(): Promise<KeepingRow>;
  setKeeping(row: KeepingRow): Promise<void>;
}

/** The store over the table of settings. */
export function createProviderStore(database: Database): ProviderStore {
  async function read(key: string): Promise<unknown> {
    const row = await database.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst();
    return row === undefined ? undefined : JSON.parse(row.value);
  }

  async function write(key: string, value: object): Promise<void> {
    const row = { key, value: JSON.stringify(value) };
    await database
      .insertInto('settings')
      .values(row)
      .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
      .execute();
  }

  return {
    provider: async (name) =>
      providerRow.parse((await read(`provider.${name}`)) ?? { baseUrl: null, concurrency: null, outcome: null }),
    setProvider: (name, row) => write(`provider.${name}`, row),
    keeping: async () => keepingRow.parse((await read('secrets')) ?? { place: null, names: [] }),
    setKeeping: (row) => write('secrets', row),
  };
}
