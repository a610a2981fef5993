import { basename, dirname } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import type { ExecutionProvider } from '../../shared/local-engine/index.ts';
import type { GraphFile } from '../memory/index.ts';
import { checkModelFile } from '../weights/index.ts';
import { backendNames } from './execution-providers.ts';
import { unreadableModel } from './model-folder.ts';
import { isOutOfMemory } from './out-of-memory.ts';

/**
 * One thread a session, without spinning: more threads change the last bits of the result (a recipe means the same
 * pixels), and spinning ones slow everything else down. What a provider has no kernel for runs on the processor.
 */
function sessionOptions(provider: ExecutionProvider): InferenceSession.SessionOptions {
  return {
    executionProviders: provider === 'cpu' ? ['cpu'] : [backendNames[provider], 'cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
}

/**
 * Loads a component. Throws ModelFileError for a file that is not what a model may be, ModelNotFoundError for one
 * that onnxruntime cannot use; running out of memory is thrown as it is, because it can be tried again with less in memory.
 */
export async function openSession(graph: GraphFile, provider: ExecutionProvider): Promise<InferenceSession> {
  const folder = dirname(dirname(graph.file));
  const name = `${graph.name}/${basename(graph.file)}`;
  await checkModelFile(folder, name);
  try {
    return await InferenceSession.create(graph.file, sessionOptions(provider));
  } catch (error) {
    if (isOutOfMemory(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw unreadableModel(folder, name, reason, error);
  }
}
