import type { JsonObject, JsonValue } from '../../../shared/base/index.ts';
import { adviceRequest, type AdviceRequest } from '../../../shared/contract/index.ts';
import { parameterNameOf, parametersOf, type Recommendation } from '../../../shared/assist/index.ts';
import { literal, type MatrixCell, type MatrixEdit, type SingleEdit } from '../../../shared/matrix/index.ts';
import { parameterSchemas, type ModelTemplate } from '../../../shared/template/index.ts';

/** A parameter of a cell that advice would change. */
export interface CellChange {
  parameter: string;
  from: JsonValue | undefined;
  to: JsonValue;
}

/** The prompt of a cell as it will run; null for a model without one, or where it is not known before the run. */
export function promptOfCell(template: ModelTemplate, resolved: JsonObject): string | null {
  const name = parameterNameOf(template, 'prompt');
  const prompt = name === null ? undefined : resolved[name];
  return typeof prompt === 'string' && prompt.trim() !== '' ? prompt : null;
}

/** Asks for advice on what a cell makes, with the model that it has. */
export function requestForCell(model: string, prompt: string): AdviceRequest {
  return adviceRequest.parse({ prompt, config: { baseModel: model, mode: 'assisted' } });
}

/**
 * What the advice would change in a cell. The prompt itself stays as it is written, placeholders and all; words that a
 * LoRA needs are put behind it, or in front where the model would not read them there. The seed and the LoRAs in the text are the user's own.
 */
export function cellChanges(
  cell: MatrixCell,
  template: ModelTemplate,
  advice: Recommendation,
  prompt: string,
): CellChange[] {
  const { params } = advice.params;
  const loras = advice.loras.loras.map(({ id, weight }) => ({ id, weight }));
  const promptName = parameterNameOf(template, 'prompt');
  const schemas = parameterSchemas(template);
  const wanted = parametersOf(template, { ...params, prompt: '', seed: null, loras }, new Set());
  const written = promptName === null ? undefined : cell.parameters[promptName];
  const [before = '', behind = ''] = advice.loras.prompt.includes(prompt) ? advice.loras.prompt.split(prompt, 2) : [];
  const changed = Object.entries(wanted)
    .filter(([parameter]) => parameter !== promptName)
    .map(([parameter, value]): [string, JsonValue] => [parameter, literal(value)]);
  if (promptName !== null && before + behind !== '' && typeof written === 'string') {
    changed.push([promptName, `${literalText(before)}${written}${literalText(behind)}`]);
  }
  return changed.flatMap(([parameter, to]) => {
    const from = cell.parameters[parameter];
    // What the model takes anyway need not be written down.
    const present = from ?? schemas[parameter]?.default;
    return JSON.stringify(present) === JSON.stringify(to) ? [] : [{ parameter, from, to }];
  });
}

function literalText(text: string): string {
  const value = literal(text);
  return typeof value === 'string' ? value : text;
}

/** The changes as one step. */
export function changesEdit({ unit, layer }: MatrixCell, changes: readonly CellChange[]): MatrixEdit {
  return {
    type: 'batch',
    edits: changes.map(({ parameter, to }): SingleEdit => ({
      type: 'set-cell-parameter',
      unit: unit.id,
      layer: layer.name,
      parameter,
      value: to,
    })),
  };
}
