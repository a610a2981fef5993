import type { DocumentId } from '../../../shared/base/index.ts';
import type { RunChoices } from '../../../shared/contract/index.ts';
import type { RunPlan } from '../../../shared/plan/index.ts';
import type { Project } from '../project.ts';
import { capOf } from '../run-terms.ts';
import type { RouterParts } from './parts.ts';
import type { Studio } from './studio.ts';

/** Planning and running a document, and the paid jobs that are still open. */
export function runHandlers(studio: Studio, parts: RouterParts) {
  const { documents, projectOf, resourcesOf, runs, paidJobs, settings } = parts;

  async function makePlan(
    input: RunChoices & { documentId: DocumentId },
  ): Promise<{ project: Project; plan: RunPlan }> {
    const project = await projectOf(input.documentId, input.rehearse);
    return { project, plan: await project.plan(documents.get(input.documentId).matrix, input) };
  }

  return {
    plan: { get: studio.plan.get.handler(async ({ input }) => (await makePlan(input)).plan) },
    run: {
      start: studio.run.start.handler(async ({ input }) => {
        const { project, plan } = await makePlan(input);
        const { matrix } = documents.get(input.documentId);
        const { runCapMicroUsd } = await settings.get();
        const run = await runs.start({
          plan,
          resources: resourcesOf(project),
          capMicroUsd: capOf(matrix, input, runCapMicroUsd),
          consent: input,
        });
        return run.record;
      }),
      pause: studio.run.pause.handler(({ input }) => runs.find(input.runId).pause()),
      resume: studio.run.resume.handler(({ input }) => runs.find(input.runId).resume()),
      moveToFront: studio.run.moveToFront.handler(({ input }) => runs.find(input.runId).moveToFront(input.cells)),
      cancel: studio.run.cancel.handler(({ input }) => runs.find(input.runId).cancel()),
      cancelCell: studio.run.cancelCell.handler(({ input }) => runs.find(input.runId).cancelCell(input.cell)),
      latest: studio.run.latest.handler(({ input }) => runs.latest(input.documentId)),
    },
    jobs: {
      list: studio.jobs.list.handler(async ({ input }) =>
        paidJobs.list(resourcesOf(await projectOf(input.documentId, false))),
      ),
      decide: studio.jobs.decide.handler(async ({ input }) => {
        await paidJobs.decide(resourcesOf(await projectOf(input.documentId, false)), input.jobId, input.decision);
      }),
    },
  };
}
