import type { Phrases } from './phrases.ts';

export const styles: Phrases['styles'] = {
  photorealistic: 'photorealistic',
  anime: 'anime',
  cartoon: 'cartoon',
  painting: 'painting',
  'digital-art': 'digital art',
  'concept-art': 'concept art',
  sketch: 'sketch',
  'pixel-art': 'pixel art',
  '3d-render': '3D render',
  abstract: 'abstract',
};
export const contents: Phrases['contents'] = {
  portrait: 'a portrait',
  'full-body': 'a full body',
  group: 'a group',
  animal: 'an animal',
  landscape: 'a landscape',
  cityscape: 'a city',
  interior: 'an interior',
  product: 'a product',
  abstract: 'something abstract',
};
export const qualities: Phrases['qualities'] = {
  draft: 'draft',
  standard: 'standard',
  high: 'high',
  masterpiece: 'masterpiece',
};
export const complexities: Phrases['complexities'] = { simple: 'simple', moderate: 'moderate', complex: 'complex' };
export const axes: Phrases['axes'] = {
  subjects: 'subjects',
  detail: 'detail',
  relations: 'relations',
  setting: 'setting',
  variety: 'variety',
  length: 'length',
};
export const priorities: Phrases['priorities'] = { quality: 'quality', balanced: 'balance', speed: 'speed' };
export const parameters: Phrases['parameters'] = {
  steps: 'Steps',
  guidanceScale: 'CFG',
  width: 'Width',
  height: 'Height',
  aspectRatio: 'Aspect ratio',
  scheduler: 'Sampler',
  seed: 'Seed',
  negativePrompt: 'Negative prompt',
};
export const limits: Phrases['limits'] = { maxTimeSeconds: 'time limit', maxVramGb: 'memory limit' };
export const effects: Phrases['effects'] = {
  faster: 'faster',
  finer: 'finer',
  freer: 'freer',
  stricter: 'closer to the prompt',
  smaller: 'smaller',
};
export const comparedBy: Phrases['comparedBy'] = {
  ollama: 'a model of Ollama',
  onnx: 'the sentence model of this machine',
  lexical: 'shared words',
};

/** Rules of every part of an advice by their short names, for the chain of decisions. */
export const rules: Record<string, string> = {
  rules: 'read by rules',
  ollama: 'read by Ollama',
  'asked-for': 'asked for',
  'only-one': 'the only one',
  'best-match': 'best match',
  priority: 'by priority',
  'nearest-to-limits': 'nearest to the limits',
  'not-asked-for': 'not asked for',
  'too-slow': 'too slow',
  'too-big': 'too big',
  'other-style': 'fits less',
  'not-for-text': 'makes no picture from text',
  'last-resort': 'small, always there',
  'model-rule': 'rule of the model',
  complexity: 'complexity',
  style: 'style',
  'content-type': 'content',
  given: 'given by you',
  'model-default': 'default of the model',
  'model-range': 'range of the model',
  'time-limit': 'time limit',
  'memory-limit': 'memory limit',
  drawn: 'drawn',
  generated: 'written for the prompt',
  'not-taken': 'not taken by the model',
  kept: 'kept',
  'fewest-steps-take-longer': 'cannot be kept',
  'model-needs-more': 'cannot be kept',
  'no-estimate': 'nobody can tell yet',
  matched: 'matches the prompt',
  'no-match': 'no word calls for it',
  'cannot-use': 'cannot be used here',
  'incompatible-base': 'made for another model',
  'file-missing': 'file missing',
  blocked: 'blocked',
  'in-prompt': 'already in the prompt',
  'no-style-word': 'no style word',
  'below-confidence': 'score too low',
  'style-conflict': 'conflicting styles',
  'over-max': 'enough others',
  'style-word': 'style word',
  keywords: 'shared words',
  similar: 'similar description',
  popular: 'popular',
  history: 'your results',
  'moved-up': 'your ratings',
  'moved-down': 'your ratings',
  score: 'score',
};
export const stages = {
  analysis: 'Prompt',
  'base-model': 'Model',
  lora: 'LoRA',
  parameter: 'Parameter',
  embedding: 'Embedding',
  limit: 'Limit',
} as const;
export const subjects: Record<string, string> = {
  style: 'style',
  contentType: 'content',
  quality: 'quality',
  complexity: 'complexity',
  ...parameters,
  ...limits,
};
export const outcomes: Record<string, string> = {
  ...styles,
  ...contents,
  ...qualities,
  ...complexities,
  taken: 'taken',
};
