import { UsageError, type TelarError } from '../../../shared/base/index.ts';
import type { Connection } from '../../platform/index.ts';
import { learningFile, type LearningFile } from './learning-records.ts';
import { readFeedback, readSessions, readUses } from './learning-rows.ts';

/** Everything that was learned. */
export function fileOf(connection: Connection): LearningFile {
  const loras = readUses(connection).map((use) => {
    return { session: use.session_id, lora: use.lora, advised: use.advised_weight, taken: use.taken_weight };
  });
  const sessions = readSessions(connection);
  return { format: 'telar-learning', version: 1, sessions, loras, feedback: readFeedback(connection) };
}

/** Reads what `fileOf` was written as. Throws UsageError `invalid`. */
export function parseFile(json: string): LearningFile {
  let data: unknown = null;
  try {
    data = JSON.parse(json);
  } catch (error) {
    throw notAnExport(error instanceof Error ? error.message : String(error));
  }
  const read = learningFile.safeParse(data);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw notAnExport(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

function notAnExport(reason: string): TelarError {
  return new UsageError('invalid', `This is not what Telar exports of what it learned: ${reason}.`, {
    hint: 'Choose a file that was written by the export of the insights page.',
    values: { reason },
  });
}
