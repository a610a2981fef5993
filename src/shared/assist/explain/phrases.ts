import type { ComplexityAxis, ComplexityCategory } from '../analysis.ts';
import type { Decision, Explanation, ExplanationSection, Tip, TradeOff } from '../explanation.ts';
import type { ArtisticStyle, ContentType, QualityLevel } from '../intent.ts';
import type { PartScores, SimilarityKind } from '../lora-advice.ts';
import type {
  AdvisedName,
  BaseModelChoice,
  ConstraintConflict,
  EmbeddingAdvice,
  ModelRejection,
  ParameterChoice,
  Priority,
} from '../parameter-advice.ts';
import type { Writing } from './writing.ts';

type Performance = Explanation['performance'];
type ByKind<T extends { kind: string }> = {
  [K in T['kind']]: (data: Extract<T, { kind: K }>, write: Writing) => string;
};

/** Everything that an explanation can say, in one language. Each entry is a whole sentence or a name. */
export interface Phrases {
  titles: Record<ExplanationSection['id'], string>;
  document: string;
  styles: Record<ArtisticStyle, string>;
  contents: Record<ContentType, string>;
  qualities: Record<QualityLevel, string>;
  complexities: Record<ComplexityCategory, string>;
  axes: Record<ComplexityAxis, string>;
  priorities: Record<Priority, string>;
  parameters: Record<AdvisedName, string>;
  limits: Record<ConstraintConflict['constraint'], string>;
  effects: Record<ParameterChoice['alternatives'][number]['effect'], string>;
  comparedBy: Record<SimilarityKind, string>;

  /** The settings at a glance: what is not taken by the model is left out. */
  settings: (
    parts: {
      steps: number | null;
      guidance: number | null;
      size: [number, number] | null;
      sampler: string | null;
      model: string;
    },
    write: Writing,
  ) => string;
  withLoras: (loras: readonly { name: string; weight: number }[], write: Writing) => string;
  withoutLoras: string;
  readAs: (summary: Explanation['summary'], write: Writing) => string;
  /** `words` are those that call for an advised LoRA. */
  noStyle: (words: readonly string[], write: Writing) => string;
  axisScores: (axes: Explanation['summary']['complexity']['axes'], write: Writing) => string;
  concepts: (texts: readonly string[], write: Writing) => string;
  baseModel: (choice: BaseModelChoice, write: Writing) => string;
  modelRejected: (id: string, why: ModelRejection, write: Writing) => string;

  lora: (lora: { name: string; weight: number; score: number }, write: Writing) => string;
  triggerWords: (name: string, words: readonly string[], write: Writing) => string;
  aboutLora: (name: string, sentence: string) => string;
  partScores: (name: string, scores: PartScores, score: number, write: Writing) => string;
  rejectedLora: (lora: { name: string; score: number }, why: string, write: Writing) => string;
  rebalanced: (from: number, write: Writing) => string;
  similarity: (kind: SimilarityKind) => string;

  parameter: (choice: ParameterChoice, write: Writing) => string;
  instead: (choice: ParameterChoice, write: Writing) => string;
  range: (choice: ParameterChoice & { range: [number, number] }, write: Writing) => string;
  alternatives: (choice: ParameterChoice, write: Writing) => string;
  path: (choice: ParameterChoice, write: Writing) => string;
  embeddings: (advice: EmbeddingAdvice, write: Writing) => string;

  tradeOff: ByKind<TradeOff>;
  time: (seconds: NonNullable<Performance['estimate']['seconds']>, write: Writing) => string;
  noTime: string;
  accuracy: (seconds: NonNullable<Performance['estimate']['seconds']>, write: Writing) => string;
  memory: (memory: NonNullable<Performance['estimate']['memoryBytes']>, write: Writing) => string;
  ofTimeLimit: (share: number, write: Writing) => string;
  measured: (measured: NonNullable<Performance['measured']>, write: Writing) => string;
  conflict: (conflict: ConstraintConflict, write: Writing) => string;
  tip: ByKind<Tip>;
  decision: (decision: Decision, write: Writing) => string;
}
