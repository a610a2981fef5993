import type { DocumentId } from '../../../shared/base/index.ts';
import type { OverwriteRule, PlanScope, RunPlan } from '../../../shared/plan/index.ts';
import type { Project } from '../project.ts';
import type { RouterParts } from './parts.ts';
import type { Studio } from './studio.ts';

interface PlanInput {
  documentId: DocumentId;
  scope: PlanScope;
  overwrite: OverwriteRule;
}

/** Planning and running a document. */
export function runHandlers(studio: Studio, { documents, projectOf, resourcesOf, runs }: RouterParts) {
  async function makePlan(input: PlanInput): Promise<{ project: Project; plan: RunPlan }> {
    const project = await projectOf(input.documentId);
    return { project, plan: await project.plan(documents.get(input.documentId).matrix, input) };
  }

  return {
    plan: { get: studio.plan.get.handler(async ({ input }) => (await makePlan(input)).plan) },
    run: {
      start: studio.run.start.handler(async ({ input }) => {
        const { project, plan } = await makePlan(input);
        const run = await runs.start(input.documentId, plan, resourcesOf(project), input.overwrite);
        return run.record;
      }),
      cancel: studio.run.cancel.handler(({ input }) => runs.find(input.runId).cancel()),
      cancelCell: studio.run.cancelCell.handler(({ input }) => runs.find(input.runId).cancelCell(input.cell)),
      latest: studio.run.latest.handler(({ input }) => runs.latest(input.documentId)),
    },
  };
}
