// A process that runs a document against a stand-in provider until it is done or killed.
import { join, resolve } from 'node:path';
import { createNodeChildLauncher } from '../../src/main/child/index.ts';
import { createCore } from '../../src/main/core/index.ts';
import { microUsd } from '../../src/shared/base/index.ts';

const [home = '', file = '', baseUrl = ''] = process.argv.slice(2);
const root = resolve(import.meta.dirname, '../..');

const core = await createCore({
  home,
  resources: join(root, 'resources'),
  host: 'cli',
  version: '0.0.0',
  electronVersion: null,
  launcher: createNodeChildLauncher((program) => join(root, 'out', 'main', `${program}.js`)),
  providers: { replicate: { key: 'r8_test', baseUrl } },
  timing: { pollMs: 15, maxPollMs: 40, reconcileMs: 250, maxRetryMs: 200, cancelMs: 2_000 },
});
const choices = { scope: { kind: 'all' }, overwrite: 'stale', rehearse: false, onError: 'continue' } as const;
const consent = { budgetMicroUsd: null, confirmedMicroUsd: microUsd.parse(100_000_000), allowUnknownPrice: false };
try {
  const run = await core.headless.run(file, choices, consent, (cell) => {
    process.stdout.write(`${JSON.stringify({ cell: cell.key, state: cell.state, failure: cell.failure })}\n`);
  });
  const record = await run.finished;
  process.stdout.write(`${JSON.stringify({ run: record.state })}\n`);
} catch (error) {
  process.stdout.write(`${JSON.stringify({ refused: String(error) })}\n`);
  process.exitCode = 3;
} finally {
  await core.close();
}
