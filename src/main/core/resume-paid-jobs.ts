import { existsSync } from 'node:fs';
import { openTakeStore } from '../artifact/index.ts';
import type { PictureProcess } from '../picture/index.ts';
import type { Logger } from '../platform/index.ts';
import type { Ledger, RunResources } from '../run/index.ts';
import type { PaidJobs } from './paid-jobs.ts';
import type { Project } from './project.ts';

/** Where a run works: a project, or only the output folder of one. */
export type RunPlace = Pick<Project, 'documentId' | 'documentFile' | 'takes'>;

export interface ResumeParts {
  ledger: Ledger;
  paidJobs: PaidJobs;
  picture: PictureProcess;
  log: Logger;
  resourcesOf: (place: RunPlace) => RunResources;
}

/** Fetches what earlier processes have paid for, also of documents that nobody opens any more. */
export async function resumePaidJobs({ ledger, paidJobs, picture, log, resourcesOf }: ResumeParts): Promise<void> {
  const there = ledger.openFolders().filter((each) => existsSync(each.outputDir));
  // Each for itself: a slow job of one project must not keep another's result from being fetched in time.
  await Promise.all(
    there.map(async ({ outputDir: folder, documentId }) => {
      try {
        const takes = await openTakeStore(folder, { picture, isRehearsal: false });
        await paidJobs.finishAll(resourcesOf({ documentId, documentFile: folder, takes }));
      } catch (error) {
        log.error({ err: error, folder }, 'open paid jobs could not be taken up');
      }
    }),
  );
}
