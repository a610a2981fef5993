import {
  axisNames,
  namedValues,
  parameterNameOf,
  settingOfAxis,
  type PictureSettings,
} from '../../../shared/assist/index.ts';
import { parameterSchemas, type ModelTemplate } from '../../../shared/template/index.ts';
import { changedBy, type AxisDraft, type AxisSubject } from '../../studio/index.ts';

/** What can still vary with a model: what it takes, and no other axis varies. Without a model, all that there is. */
export function freeSubjects(
  template: ModelTemplate | null,
  loraNames: readonly string[],
  others: readonly AxisDraft[],
): AxisSubject[] {
  const named = axisNames
    .filter((name) => template === null || canVary(template, settingOfAxis[name]))
    .map((kind): AxisSubject => ({ kind }));
  const hasLoras = named.some(({ kind }) => kind === 'lora');
  const strengths = hasLoras ? loraNames.map((lora): AxisSubject => ({ kind: 'strength', lora })) : [];
  const taken = new Set(others.map(({ subject }) => changedBy(subject)));
  return [...named, ...strengths].filter((subject) => !taken.has(changedBy(subject)));
}

/** Whether a model takes more than one value of a setting. */
function canVary(template: ModelTemplate, setting: keyof PictureSettings): boolean {
  const name = parameterNameOf(template, setting);
  const schema = name === null ? undefined : parameterSchemas(template)[name];
  return schema !== undefined && namedValues(schema).length !== 1;
}
