import { z } from 'zod';
import { failureData } from '../base/index.ts';
import { intent } from './intent.ts';

export const conceptCategories = [
  'character',
  'appearance',
  'clothing',
  'action',
  'object',
  'style',
  'scene',
  'lighting',
  'mood',
  'colour',
  'composition',
  'quality',
] as const;
export const conceptCategory = z.enum(conceptCategories);
export type ConceptCategory = z.output<typeof conceptCategory>;

/** Something that the prompt asks for, by name. */
export const concept = z.object({
  category: conceptCategory,
  /** As the prompt has it. */
  text: z.string(),
  /** English lemma, so that "casa" and "houses" are both `house`. */
  canonical: z.string(),
  /** UTF-16 offsets into the prompt. */
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  /** Emphasis that it stands in; 1 without any. */
  weight: z.number(),
});
export type Concept = z.output<typeof concept>;

/** Text of the prompt whose weight is not 1. Offsets are of the text alone, without its brackets and number. */
export const emphasis = z.object({
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  text: z.string(),
  weight: z.number(),
});
export type Emphasis = z.output<typeof emphasis>;

/**
 * What makes a picture hard to draw as asked: how many beings and things, how many looks and colours of them, what they
 * do, where and when and in which mood, the variety of styles and framings and qualities, and the length of the text.
 */
export const complexityAxes = ['subjects', 'detail', 'relations', 'setting', 'variety', 'length'] as const;
export const complexityAxis = z.enum(complexityAxes);
export type ComplexityAxis = z.output<typeof complexityAxis>;

export const complexityCategory = z.enum(['simple', 'moderate', 'complex']);
export type ComplexityCategory = z.output<typeof complexityCategory>;

export const complexity = z.object({
  axes: z.record(complexityAxis, z.number().min(0).max(1)),
  score: z.number().min(0).max(1),
  category: complexityCategory,
});
export type Complexity = z.output<typeof complexity>;

/** What a prompt says, as data; the base of every advice. */
export const promptAnalysis = z.object({
  by: z.enum(['rules', 'ollama']),
  /** Why the rules had to do it although Ollama was asked. */
  fallback: failureData.nullable(),
  prompt: z.string(),
  /** The prompt without brackets, weights and LoRA tags. */
  plain: z.string(),
  concepts: z.array(concept),
  /** What it asks to be left out ("without people"); none of it is among the concepts. */
  excluded: z.array(concept),
  intent,
  complexity,
  emphasis: z.array(emphasis),
});
export type PromptAnalysis = z.output<typeof promptAnalysis>;
