import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take more than half a minute, the longest first. */
const longFiles = [
  'tests/faults/crash-loop.test.ts',
  'tests/faults/ledger-steps.test.ts',
  'tests/diffusion/watchdog.test.ts',
];

/** A long file that starts last leaves the other cores idle; on a fresh clone nothing else is known of how long a file takes. */
export class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const index = longFiles.findIndex((file) => moduleId.replaceAll('\\', '/').endsWith(`/${file}`));
      return index === -1 ? longFiles.length : index;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
