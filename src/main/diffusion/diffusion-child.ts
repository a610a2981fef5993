import { env, listSupportedBackends } from 'onnxruntime-node';
import { serveParent, type ServedCall } from '../child/index.ts';
import { readModelFolder, unreadableModel } from './model-folder.ts';
import { generate } from './pipeline.ts';
import type {
  DiffusionRequest,
  GenerateRequest,
  GenerateResult,
  ModelDescription,
  RuntimeDescription,
} from './protocol.ts';
import { createModelPool } from './sessions.ts';
import { UnreadableOutputError } from './unreadable-output.ts';

/** Models kept in memory (SPEC §6). */
const poolCapacity = 3;
const pool = createModelPool(poolCapacity);

async function handle(request: DiffusionRequest, call: ServedCall): Promise<unknown> {
  switch (request.kind) {
    case 'generate':
      return generatePicture(request, call);
    case 'inspect': {
      const { size } = await readModelFolder(request.modelFolder);
      return { width: size, height: size } satisfies ModelDescription;
    }
    case 'describe':
      return describeRuntime();
  }
}

async function generatePicture(request: GenerateRequest, { signal, emit }: ServedCall): Promise<GenerateResult> {
  const before = performance.now();
  const model = await pool.get(request.modelFolder);
  const loadMs = performance.now() - before;
  emit({ kind: 'loaded' });
  const { image, timings } = await generate(model, request, { signal, emit }).catch((error: unknown) => {
    if (!(error instanceof UnreadableOutputError)) throw error;
    throw unreadableModel(request.modelFolder, 'model.onnx', error.message, error);
  });
  return { image, timings: { loadMs, ...timings } };
}

function describeRuntime(): RuntimeDescription {
  return {
    onnxruntime: env.versions.common,
    executionProviders: listSupportedBackends()
      .filter((backend) => backend.bundled)
      .map((backend) => backend.name),
  };
}

serveParent((request, call) => handle(request as DiffusionRequest, call));
