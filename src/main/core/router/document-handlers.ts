import { UsageError } from '../../../shared/base/index.ts';
import { compareDocuments, parseMatrixDocument } from '../../../shared/matrix/index.ts';
import { inspectBrokenDocument, readBothVersions } from '../../matrix/index.ts';
import { userPath } from '../documents.ts';
import type { RouterParts } from './parts.ts';
import type { Studio } from './studio.ts';

/** Differences that a dialog can show; the rest is only counted. */
const maxDifferences = 200;

/** Tabs, examples, recovery and folders. */
export function documentHandlers(studio: Studio, { options, documents, examples, folders }: RouterParts) {
  return {
    tabs: studio.documents.tabs.handler(() => documents.tabs()),
    examples: studio.documents.examples.handler(() => examples.list()),
    unsaved: studio.documents.unsaved.handler(() => documents.leftBehind()),
    compareUnsaved: studio.documents.compareUnsaved.handler(async ({ input }) => {
      const { saved, unsaved } = await readBothVersions(userPath(input.file));
      const differences = compareDocuments(saved, unsaved);
      return { differences: differences.slice(0, maxDifferences), total: differences.length };
    }),
    inspectBroken: studio.documents.inspectBroken.handler(({ input }) =>
      inspectBrokenDocument(userPath(input.file), input.line),
    ),
    browse: studio.documents.browse.handler(({ input }) =>
      folders.list(input.folder === undefined ? null : userPath(input.folder)),
    ),
    choose: studio.documents.choose.handler(async ({ input: { purpose, suggested } }) => {
      if (options.desktop === undefined) {
        throw new UsageError('invalid', 'This host has no dialogs of its own.', { hint: 'Browse the folders here.' });
      }
      return { file: await options.desktop.chooseFile(purpose, suggested ?? null) };
    }),
    bring: studio.documents.bring.handler(async ({ input }) =>
      (await documents.bring(input.name, parseMatrixDocument(input.text, input.name))).describe(),
    ),
  };
}
