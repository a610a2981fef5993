import { CancelledError, diskFailure, TelarError } from '../../shared/base/index.ts';
import type { TakeStore } from '../artifact/index.ts';
import { databaseFailure } from '../platform/index.ts';

/** Failures that a missing folder looks like, from inside of a cell. */
const looksMissing: ReadonlySet<string> = new Set([
  'LayerDependencyError/missing-file',
  'AssetDownloadError/incomplete',
  'AssetDownloadError/unreadable-media',
  'AssetDownloadError/not-an-image',
]);

/**
 * What a failure of a cell really is where the place of results or of records has gone: the output folder was taken away,
 * its disk fails, no more files may be opened, the database cannot be written. Any other error is answered as it is.
 */
export async function storageFailure(error: unknown, takes: TakeStore): Promise<unknown> {
  if (error instanceof CancelledError) return error;
  const known =
    databaseFailure(error) ??
    diskFailure(error, takes.outputDir) ??
    (error instanceof Error ? diskFailure(error.cause, takes.outputDir) : null);
  if (known !== null) return known;
  // What a provider has said stands, wherever the folder is.
  if (error instanceof TelarError && !looksMissing.has(`${error.code}/${error.kind}`)) return error;
  try {
    await takes.requireThere();
    return error;
  } catch (missing) {
    return diskFailure(missing, takes.outputDir) ?? missing;
  }
}
