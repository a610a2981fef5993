import type { Decision } from '../explanation.ts';
import type { Constraints } from '../parameter-advice.ts';
import type { ExplanationTerms } from './explanation-terms.ts';

/** Every decision on the way from the prompt to the settings, in the order in which they are taken. */
export function decisionsOf({ analysis, baseModel, loras, params, constraints }: ExplanationTerms): Decision[] {
  const { by, intent, complexity } = analysis;
  const read = (subject: string, outcome: string | null): Decision => ({
    stage: 'analysis',
    subject,
    outcome,
    rule: by,
  });
  return [
    read('style', intent.artisticStyle),
    read('contentType', intent.contentType),
    read('quality', intent.qualityLevel),
    read('complexity', complexity.category),
    { stage: 'base-model', subject: baseModel.id, outcome: 'taken', rule: baseModel.why.kind },
    ...baseModel.rejected.map(({ id, why }): Decision => ({
      stage: 'base-model',
      subject: id,
      outcome: null,
      rule: why.kind,
    })),
    ...loras.loras.map(({ id, weight, reasons }): Decision => ({
      stage: 'lora',
      subject: id,
      outcome: weight,
      rule: reasons[0]?.kind ?? 'score',
    })),
    ...loras.rejected.map(({ id, why }): Decision => ({ stage: 'lora', subject: id, outcome: null, rule: why.kind })),
    ...params.choices.flatMap(({ parameter, path }) =>
      path.map(({ rule, value }): Decision => ({ stage: 'parameter', subject: parameter, outcome: value, rule })),
    ),
    ...params.embeddings.advised.map(({ name, token }): Decision => ({
      stage: 'embedding',
      subject: name,
      outcome: token,
      rule: 'matched',
    })),
    ...params.embeddings.rejected.map(({ name, why }): Decision => ({
      stage: 'embedding',
      subject: name,
      outcome: null,
      rule: why,
    })),
    ...limitDecisions(constraints, params.conflicts),
  ];
}

function limitDecisions(constraints: Constraints, conflicts: ExplanationTerms['params']['conflicts']): Decision[] {
  return (['maxTimeSeconds', 'maxVramGb'] as const).flatMap((subject) => {
    const limit = constraints[subject];
    if (limit === undefined) return [];
    const broken = conflicts.find(({ constraint }) => constraint === subject);
    return [{ stage: 'limit', subject, outcome: limit, rule: broken?.why ?? 'kept' }];
  });
}
