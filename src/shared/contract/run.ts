import { z } from 'zod';
import { cellKey, documentId, runId } from '../base/index.ts';
import { overwriteRule, planScope, runPlan } from '../plan/index.ts';
import { runRecord } from '../run/index.ts';
import { procedure } from './failures.ts';

const planInput = z.strictObject({
  documentId,
  scope: planScope.default({ kind: 'all' }),
  overwrite: overwriteRule.default('stale'),
});

export const plan = {
  get: procedure.input(planInput).output(runPlan),
};

export const run = {
  start: procedure.input(planInput).output(runRecord),
  cancel: procedure.input(z.strictObject({ runId })),
  cancelCell: procedure.input(z.strictObject({ runId, cell: cellKey })),
  /** The newest run of a document, running or ended; null when it never ran. */
  latest: procedure.input(z.strictObject({ documentId })).output(runRecord.nullable()),
};
