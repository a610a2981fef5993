import type { InferenceSession } from 'onnxruntime-node';
import type { ExecutionProvider } from '../../shared/local-engine/index.ts';
import type { FileDemand } from '../memory/index.ts';
import type { ModelFolder } from './model-folder.ts';
import type { LoraOrder } from './protocol.ts';
import type { PromptTokenizer } from './tokenizer.ts';

/** What the graph of a component takes and gives. */
export type Signature = Pick<InferenceSession, 'inputNames' | 'outputNames' | 'inputMetadata' | 'outputMetadata'>;

/** What is kept of a model between its uses, beside its sessions. */
export interface ModelRecord {
  folder: ModelFolder;
  /** By component: changes when a file of its weights does, and what was read of it is not true any more. */
  versions: ReadonlyMap<string, string>;
  tokenizer: PromptTokenizer;
  tokenizer2: PromptTokenizer | null;
  demand: FileDemand;
  loras: readonly LoraOrder[];
  provider: ExecutionProvider;
  /** By component: what its graph takes and gives, once it was loaded. */
  signatures: Map<string, Signature>;
}
