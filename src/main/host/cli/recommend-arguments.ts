import { UsageError, type TelarError } from '../../../shared/base/index.ts';
import {
  explanationLanguage,
  explanationLevel,
  pipelineConfig,
  type PipelineConfig,
} from '../../../shared/assist/index.ts';
import type { ExplanationLanguage, ExplanationLevel } from '../../../shared/assist/index.ts';

export interface RecommendFlags {
  model?: string;
  negative?: string;
  seed?: string;
  maxTime?: string;
  maxVram?: string;
  priority?: string;
  maxLoras?: string;
  minConfidence?: string;
  mixStyles?: boolean;
  block?: string[];
  ollama?: string;
  /** False with `--no-learning`. */
  learning?: boolean;
  explain?: string;
  language?: string;
}

export interface RecommendWishes {
  config: PipelineConfig;
  /** Null leaves it to the advice. */
  negativePrompt: string | null;
  seed: number | null;
  level: ExplanationLevel;
  language: ExplanationLanguage;
}

/** Reads the options of `telar recommend`. Throws UsageError naming the first one that is wrong. */
export function readWishes(flags: RecommendFlags): RecommendWishes {
  const config = pipelineConfig.safeParse({
    baseModel: flags.model ?? null,
    mode: 'assisted',
    constraints: {
      ...numberFlag('maxTimeSeconds', flags.maxTime),
      ...numberFlag('maxVramGb', flags.maxVram),
      ...(flags.priority === undefined ? {} : { priority: flags.priority }),
    },
    loraPreferences: {
      ...numberFlag('maxLoras', flags.maxLoras),
      ...numberFlag('minConfidence', flags.minConfidence),
      allowStyleMixing: flags.mixStyles === true,
      blockedTags: flags.block ?? [],
    },
    ollama: flags.ollama === undefined ? null : { model: flags.ollama },
    enableLearning: flags.learning !== false,
  });
  if (!config.success) {
    const [issue] = config.error.issues;
    const name = String(issue?.path.at(-1) ?? '');
    throw wrong(optionOf[name] ?? name, issue?.message ?? 'it is not usable');
  }
  const level = explanationLevel.safeParse(flags.explain?.toUpperCase() ?? 'STANDARD');
  if (!level.success) throw wrong('--explain', 'it is MINIMAL, STANDARD, DETAILED or TECHNICAL');
  const language = explanationLanguage.safeParse(flags.language ?? 'en');
  if (!language.success) throw wrong('--language', 'it is en or es');
  return {
    config: config.data,
    negativePrompt: flags.negative ?? null,
    seed: readSeed(flags.seed),
    level: level.data,
    language: language.data,
  };
}

const optionOf: Record<string, string> = {
  baseModel: '--model',
  maxTimeSeconds: '--max-time',
  maxVramGb: '--max-vram',
  priority: '--priority',
  maxLoras: '--max-loras',
  minConfidence: '--min-confidence',
  model: '--ollama',
};

function numberFlag(name: string, text: string | undefined): Record<string, number> {
  // What is no number is refused with the rest.
  return text === undefined ? {} : { [name]: text.trim() === '' ? Number.NaN : Number(text) };
}

function readSeed(text: string | undefined): number | null {
  if (text === undefined) return null;
  const seed = Number(text);
  if (text.trim() !== '' && Number.isInteger(seed) && seed >= 0 && seed <= 0xffff_ffff) return seed;
  throw wrong('--seed', 'it is a whole number from 0 to 4294967295');
}

function wrong(option: string, reason: string): TelarError {
  return new UsageError('invalid', `${option} cannot be used: ${reason}.`, {
    hint: 'telar recommend --help shows the options.',
    place: { parameter: option },
  });
}
