import {
  namedValues,
  parameterNameOf,
  settingOfAxis,
  type AxisModelProblem,
  type AxisTextProblem,
  type BatchAxisValue,
} from '../../../shared/assist/index.ts';
import { parameterSchemas, type ModelTemplate } from '../../../shared/template/index.ts';
import type { Translate } from '../../i18n/index.ts';
import type { AxisReading, AxisSubject } from '../../studio/index.ts';

/** Values that are shown one by one; the rest are counted. */
const mostShown = 10;

/** Known names that are listed where one was not found. */
const mostNamed = 8;

export function subjectText(subject: AxisSubject, t: Translate): string {
  return subject.kind === 'strength'
    ? t('axes.subject.strength', { name: subject.lora })
    : t(`axes.subject.${subject.kind}`);
}

/** The values of an axis, each for itself, without the axis's name. */
export function valueTexts({ draft, values }: AxisReading, t: Translate, language: string): string[] {
  if (draft.subject.kind === 'seed') return [t('axes.seeds', { count: values.length })];
  const texts = values.slice(0, mostShown).map((each) => valueText(each, draft.subject, t, language));
  return values.length > mostShown ? [...texts, t('axes.more', { count: values.length - mostShown })] : texts;
}

function valueText({ value }: BatchAxisValue, subject: AxisSubject, t: Translate, language: string): string {
  if (!Array.isArray(value)) return typeof value === 'number' ? value.toLocaleString(language) : value;
  if (subject.kind === 'strength') {
    return (value.find(({ id }) => id === subject.lora)?.weight ?? 0).toLocaleString(language);
  }
  if (value.length === 0) return t('assist.axis.noLora');
  return value.map(({ id, weight }) => `${id} ${weight.toLocaleString(language)}`).join(' + ');
}

/** What is wrong with the values of an axis, and what would be right. */
export function axisProblemText(problem: AxisTextProblem | AxisModelProblem, t: Translate, language: string): string {
  const shown = (value: number): string => value.toLocaleString(language);
  switch (problem.kind) {
    case 'empty':
    case 'gap':
      return t(`axes.problem.${problem.kind}`);
    case 'not-a-number':
    case 'not-whole':
    case 'bad-range':
    case 'bad-weight':
      return t(`axes.problem.${problem.kind}`, { text: problem.text });
    case 'too-many-values':
      return t('axes.problem.too-many-values', { values: problem.count, most: problem.most });
    case 'not-taken':
      return t('axes.problem.not-taken', { model: problem.model });
    case 'too-small':
    case 'too-large':
      return t(`axes.problem.${problem.kind}`, { value: shown(problem.value), limit: shown(problem.limit) });
    case 'no-multiple':
      return t('axes.problem.no-multiple', { value: shown(problem.value), step: shown(problem.step) });
    case 'unknown': {
      const { text, nearest, known } = problem;
      if (nearest !== null) return t('axes.problem.unknown-near', { text, nearest });
      const names = known.slice(0, mostNamed).join(', ');
      return t('axes.problem.unknown', { text, known: known.length > mostNamed ? `${names}, …` : names });
    }
  }
}

/** What can be typed into the field of an axis, with what the model takes. */
export function axisHint(
  { kind }: AxisSubject,
  template: ModelTemplate | null,
  loraNames: readonly string[],
  t: Translate,
  language: string,
): string {
  if (kind === 'strength' || kind === 'seed') return t(`axes.hint.${kind}`);
  if (kind === 'lora') {
    const [one = 'neon', other = 'sepia'] = loraNames;
    return t('axes.hint.lora', { one, other });
  }
  const name = template === null ? null : parameterNameOf(template, settingOfAxis[kind]);
  const schema = template === null || name === null ? {} : (parameterSchemas(template)[name] ?? {});
  if (kind === 'sampler') {
    const names = namedValues(schema).slice(0, 4).map(String);
    return t('axes.hint.sampler', { names: (names.length > 0 ? names : ['euler', 'ddim']).join(', ') });
  }
  const { minimum, maximum } = schema;
  const hint = t(`axes.hint.${kind}`);
  if (minimum === undefined || maximum === undefined) return hint;
  return `${hint} ${t('axes.hint.limits', { least: minimum.toLocaleString(language), most: maximum.toLocaleString(language) })}`;
}
