import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseError, fromFailure, IntegrityError } from '../../../shared/base/index.ts';
import type { Core } from '../../core/index.ts';
import { isPortFree, readKeptPort } from '../server/index.ts';

/** What a check has found where nothing is wrong; a check throws what is wrong. */
export interface Finding {
  /** In words. */
  detail: string;
  facts: Readonly<Record<string, unknown>>;
}

/** Below this the database and a few results do not fit any more. */
const leastFreeBytes = 200_000_000;

/** Bytes as gigabytes or megabytes. */
export function inBytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;
}

/** Room on the disk of the data folder, which may not be there yet. */
export async function checkDisk(home: string): Promise<Finding> {
  let place = home;
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  const { bavail, bsize } = await statfs(place);
  const freeBytes = bavail * bsize;
  if (freeBytes >= leastFreeBytes) return { detail: `${inBytes(freeBytes)} free`, facts: { freeBytes } };
  throw new DatabaseError('disk-full', `Only ${inBytes(freeBytes)} are free on the disk of the data folder.`, {
    hint: 'Free some space, or set TELAR_HOME to a folder on another disk.',
    place: { file: home },
    values: { file: home },
  });
}

/** The port that the studio in a browser uses; one in use is most often another Telar's. */
export async function checkPort(home: string): Promise<Finding> {
  const port = await readKeptPort(home);
  if (port === null) return { detail: 'none kept yet: any free one is taken', facts: { port: null } };
  const isFree = await isPortFree(port);
  return { detail: `${port}, ${isFree ? 'free' : 'in use (perhaps by Telar)'}`, facts: { port, isFree } };
}

/** Reads the ledger of paid jobs in the database, which is open by now. */
export function checkLedger(core: Pick<Core, 'findLedgerDamage'>): Finding {
  const entry = core.findLedgerDamage();
  if (entry === null) return { detail: 'open, ledger whole', facts: {} };
  throw new IntegrityError('damaged-ledger', `The ledger of paid jobs is damaged from its entry ${entry} on.`, {
    hint: 'Copies of the database are in the folder "backups" of the data folder; compare with the provider’s page.',
    values: { entry },
  });
}

/** Which providers have a key, and where it is kept; never the key. */
export async function checkKeys(core: Pick<Core, 'providers'>): Promise<Finding> {
  const { providers, keeping } = await core.providers.overview();
  if (keeping.problem !== null) throw fromFailure(keeping.problem);
  const facts = Object.fromEntries(
    providers.map(({ provider, key }) => [provider, key === null ? 'not needed' : (key.source ?? 'none')]),
  );
  const detail = Object.entries(facts).map(([provider, source]) => `${provider}: ${source}`);
  return { detail: detail.join(', '), facts };
}

/** Starts the engine process. */
export async function checkRuntime(core: Pick<Core, 'describeEngine'>): Promise<Finding> {
  const { onnxruntime, executionProviders } = await core.describeEngine();
  return {
    detail: `onnxruntime ${onnxruntime}, built with ${executionProviders.join(', ')}`,
    facts: { onnxruntime, executionProviders },
  };
}
