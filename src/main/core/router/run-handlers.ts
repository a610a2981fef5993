import { microUsd, toFailure, type DocumentId, type MicroUsd } from '../../../shared/base/index.ts';
import type { RunChoices } from '../../../shared/contract/index.ts';
import type { RunPlan } from '../../../shared/plan/index.ts';
import { withoutSecrets } from '../../platform/index.ts';
import type { ActiveRun } from '../../run/index.ts';
import type { Project } from '../project.ts';
import { capOf } from '../run-terms.ts';
import { createToldPlans } from '../told-plans.ts';
import { requireWork, startRounds, timesPlan, withOtherSeeds, type SeriesEnd } from '../variants.ts';
import type { RouterParts } from './parts.ts';
import type { Studio } from './studio.ts';

/** Planning and running a document, and the paid jobs that are still open. */
export function runHandlers(studio: Studio, parts: RouterParts) {
  const { documents, projectOf, resourcesOf, runs, paidJobs, settings, templates, events, redactor, log } = parts;

  async function makePlan(
    input: RunChoices & { documentId: DocumentId },
  ): Promise<{ project: Project; plan: RunPlan }> {
    const project = await projectOf(input.documentId, input.rehearse);
    const { matrix } = documents.get(input.documentId);
    if (input.variants === undefined) return { project, plan: await project.plan(matrix, input) };
    return { project, plan: await project.plan(withOtherSeeds(matrix, templates), { ...input, overwrite: 'always' }) };
  }

  const told = createToldPlans();

  return {
    plan: {
      changes: studio.plan.changes.handler(async ({ input: { documentId, since } }) => {
        const project = await projectOf(documentId, false);
        const { matrix } = documents.get(documentId);
        const plan = await project.plan(matrix, { scope: { kind: 'all' }, overwrite: 'stale' });
        return told.tell(plan, since);
      }),
      get: studio.plan.get.handler(async ({ input }) => timesPlan((await makePlan(input)).plan, input.variants ?? 1)),
    },
    run: {
      start: studio.run.start.handler(async ({ input }) => {
        const rounds = input.variants ?? 1;
        const startRound = async (left: number, spent: MicroUsd): Promise<ActiveRun> => {
          const { project, plan } = await makePlan(input);
          if (left < rounds - 1) requireWork(plan);
          const { matrix } = documents.get(input.documentId);
          const cap = capOf(matrix, input, (await settings.get()).runCapMicroUsd);
          return runs.start({
            plan,
            roundsToFollow: left,
            isRound: rounds > 1,
            resources: resourcesOf(project),
            capMicroUsd: cap === null ? null : lessMicroUsd(cap, spent),
            consent: input,
          });
        };
        const onStopped = (error: unknown, made: number): void => {
          log.warn({ err: error }, 'no further variants were made');
          const failure = withoutSecrets(toFailure(error), redactor);
          events.publish({ type: 'variants.stopped', documentId: input.documentId, made, wanted: rounds, failure });
        };
        const onMade = ({ rounds: made, ...end }: SeriesEnd): void => {
          if (made > 1) events.publish({ type: 'variants.made', documentId: input.documentId, made, ...end });
        };
        return (await startRounds({ rounds, startRound, onMade, onStopped })).record;
      }),
      pause: studio.run.pause.handler(({ input }) => runs.find(input.runId).pause()),
      resume: studio.run.resume.handler(({ input }) => runs.resume(input.runId)),
      moveToFront: studio.run.moveToFront.handler(({ input }) => runs.find(input.runId).moveToFront(input.cells)),
      cancel: studio.run.cancel.handler(({ input }) => runs.find(input.runId).cancel()),
      cancelCell: studio.run.cancelCell.handler(({ input }) => runs.find(input.runId).cancelCell(input.cell)),
      past: studio.run.past.handler(({ input }) => runs.past(input.documentId, input.limit)),
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

function lessMicroUsd(cap: MicroUsd, spent: MicroUsd): MicroUsd {
  return microUsd.parse(Math.max(0, cap - spent));
}
