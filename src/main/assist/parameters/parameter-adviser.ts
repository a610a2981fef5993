import {
  adviseEmbeddings,
  adviseParameters,
  baseFamily,
  buildNegativePrompt,
  chooseBaseModel,
  limitsOf,
  sizesFor,
  type AdvisedParameters,
  type BaseModelChoice,
  type Constraints,
  type EmbeddingCandidate,
  type LoraAdvice,
  type ModelRules,
  type ParameterAdvice,
  type PromptAnalysis,
  type Size,
} from '../../../shared/assist/index.ts';
import { ModelNotFoundError } from '../../../shared/base/index.ts';
import type { ModelTemplate } from '../../../shared/template/index.ts';
import type { LoraUse, RunEstimates } from '../estimates/index.ts';

export interface ParameterQuestion {
  analysis: PromptAnalysis;
  constraints: Constraints;
  /** What the user wants in any case. */
  given?: Partial<AdvisedParameters>;
  /** Instead of the one that is written for the prompt. */
  negativePrompt?: string;
}

export interface ParameterAdviser {
  /**
   * The model for a prompt: `asked` where that is one of `models`, else the best of them. Throws ModelNotFoundError where
   * there is none.
   */
  chooseModel(
    question: ParameterQuestion,
    asked: string | null,
    models: readonly ModelTemplate[],
  ): Promise<{ template: ModelTemplate; choice: BaseModelChoice }>;
  /** The parameters on a model, with the LoRAs that go with them. */
  advise(question: ParameterQuestion, template: ModelTemplate, loras?: LoraAdvice['loras']): Promise<ParameterAdvice>;
}

export interface ParameterAdviserParts {
  rules: ModelRules;
  estimates: Pick<RunEstimates, 'about'>;
  /** Embeddings that are installed, as they are now. */
  embeddings: () => Promise<readonly EmbeddingCandidate[]>;
}

/** Advises on models and parameters of this machine, by its own runs. */
export function createParameterAdviser({ rules, estimates, embeddings }: ParameterAdviserParts): ParameterAdviser {
  async function advise(
    question: ParameterQuestion,
    template: ModelTemplate,
    loras: readonly LoraUse[],
  ): Promise<ParameterAdvice> {
    const { analysis, given = {} } = question;
    const sizes = [...sizesFor(limitsOf(template), analysis.intent.contentType), ...sizeOf(given)];
    const estimate = await estimates.about(template, sizes, loras);
    const known = adviseEmbeddings(analysis, await embeddings(), template);
    const { text: written } = buildNegativePrompt(analysis, baseFamily(template.id));
    return adviseParameters({ negativePrompt: written, ...question, template, rules, estimate, embeddings: known });
  }

  return {
    async chooseModel(question, asked, models) {
      const { analysis, constraints } = question;
      // Another model than the one asked for needs no estimate: nothing is chosen among them.
      const wanted = asked === null ? models : models.filter(({ id }) => id === asked);
      const judged = await Promise.all(
        wanted.map(async (template) => {
          const { conflicts, estimate } = await advise(question, template, []);
          return { template, conflicts, estimate };
        }),
      );
      const open = { conflicts: [], estimate: { seconds: null, memoryBytes: null } };
      const others = models.filter((each) => !wanted.includes(each)).map((template) => ({ template, ...open }));
      const candidates = [...judged, ...others];
      const choice = chooseBaseModel({ analysis, asked, candidates, rules, priority: constraints.priority });
      const template = models.find(({ id }) => id === choice?.id);
      if (choice === null || template === undefined) throw noModel(asked);
      return { template, choice };
    },
    advise: (question, template, loras = []) =>
      advise(
        question,
        template,
        loras.map(({ id, weight }) => ({ id, weight })),
      ),
  };
}

function sizeOf({ width, height }: Partial<AdvisedParameters>): Size[] {
  return width == null || height == null ? [] : [{ width, height }];
}

function noModel(asked: string | null): Error {
  const model = asked ?? 'local';
  return new ModelNotFoundError('unknown-model', `There is no model ${model} that makes pictures from text.`, {
    hint: 'Choose an installed model.',
    values: { model },
  });
}
