import { IntegrityError, toFailure, UsageError } from '../../../shared/base/index.ts';
import type { EngineInfo } from '../../../shared/contract/index.ts';
import { resolveDataFolder } from '../../platform/index.ts';
import { exitCodes } from './exit-codes.ts';
import { resourcesFolder, startLocalCore, telarVersion } from './local-core.ts';
import type { Output } from './output.ts';

/** `telar doctor`: versions, execution providers, folders; exits 1 when something is wrong. */
export async function doctorCommand(output: Output): Promise<number> {
  const report = {
    telar: telarVersion,
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    dataFolder: resolveDataFolder(),
    resources: resourcesFolder,
  };
  for (const [name, value] of Object.entries(report)) output.text(`${name.padEnd(12)} ${value}`);
  try {
    const { engine, ledgerDamage } = await inspectCore();
    if (ledgerDamage !== null) throw damagedLedger(ledgerDamage);
    output.line({ type: 'doctor', ok: true, ...report, ...engine });
    output.text(`onnxruntime  ${engine.onnxruntime}`);
    output.text(`providers    ${engine.executionProviders.join(', ')}`);
    output.text('ledger       whole');
    return exitCodes.done;
  } catch (error) {
    const failure = toFailure(error);
    output.line({ type: 'doctor', ok: false, ...report, failure });
    output.explain(failure);
    return exitCodes.failed;
  }
}

/** Opens the data folder, reads the ledger of paid jobs and starts the engine process, as a run would. */
async function inspectCore(): Promise<{ engine: EngineInfo; ledgerDamage: number | null }> {
  const core = await startLocalCore({ host: 'cli' });
  try {
    return { engine: await core.describeEngine(), ledgerDamage: core.findLedgerDamage() };
  } finally {
    await core.close();
  }
}

function damagedLedger(entry: number): Error {
  return new IntegrityError('damaged-ledger', `The ledger of paid jobs is damaged from its entry ${entry} on.`, {
    hint: 'Copies of the database are in the folder "backups" of the data folder; compare with the provider’s page.',
    values: { entry },
  });
}

/** Reads `--port`. */
export function parsePort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new UsageError('invalid', `"${text}" is not a port.`, { hint: 'Use a number from 1 to 65535.' });
}
