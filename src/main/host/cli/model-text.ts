import type { ModelEntry } from '../../../shared/contract/index.ts';
import {
  type CostRule,
  type ImportNote,
  type ImportNoteCode,
  type ModelTemplate,
  parameterSchemas,
  type TemplateChanges,
} from '../../../shared/template/index.ts';

const availabilities = { ready: 'runs here', 'key-missing': 'key missing', 'no-engine': 'not supported yet' };

/** A model in one line. */
export function entryLine({ template, availability }: ModelEntry): string {
  const { id, output, cost } = template;
  return `${id.padEnd(52)} ${output.asset_type.padEnd(6)} ${costText(cost).padEnd(28)} ${availabilities[availability]}`;
}

/** What a model costs, in one line, with its date. */
export function costText(cost: CostRule): string {
  const date = cost.kind === 'free' || cost.as_of === undefined ? '' : ` (${cost.as_of}, ${cost.confidence ?? '?'})`;
  return `${tariffText(cost)}${date}`;
}

const units = {
  'per-output': 'output',
  'per-second': 'second',
  'per-megapixel': 'megapixel',
  'per-1k-characters': '1,000 characters',
  'gpu-seconds': 'second of machine time',
  'video-tokens': 'million tokens',
};

function tariffText(cost: CostRule): string {
  switch (cost.kind) {
    case 'free':
      return 'free';
    case 'unknown':
      return 'price not known';
    case 'tokens':
      return `$${cost.input_usd} in, $${cost.output_usd} out per million tokens`;
    case 'first-n-then':
      return `$${cost.first_usd} for ${cost.first} s, then $${cost.then_usd} per second`;
    default: {
      const rate = typeof cost.usd === 'number' ? [cost.usd] : Object.values(cost.usd.rates);
      const [low, high] = [Math.min(...rate), Math.max(...rate)];
      return `$${low === high ? low : `${low} to $${high}`} per ${units[cost.kind]}`;
    }
  }
}

/** One line for each parameter: name, kind, what is allowed, default. */
export function parameterLines(template: ModelTemplate): string[] {
  const required = (template.parameters.required ?? []) as string[];
  return Object.entries(parameterSchemas(template)).map(([name, schema]) => {
    const kind = schema.format === 'uri' ? 'file' : [schema.type ?? 'any'].flat().join('/');
    const choices = schema.enum === undefined ? '' : ` ${schema.enum.map(String).join('|')}`;
    const range =
      schema.minimum === undefined && schema.maximum === undefined
        ? ''
        : ` ${schema.minimum ?? ''}..${schema.maximum ?? ''}`;
    const preset = schema.default === undefined ? '' : ` = ${JSON.stringify(schema.default)}`;
    return `  ${name}${required.includes(name) ? '*' : ''}: ${kind}${choices}${range}${preset}`;
  });
}

const notes: Record<ImportNoteCode, string> = {
  'pattern-dropped': 'a text pattern is not checked here',
  'secret-dropped': 'left out, keys do not belong into a document',
  'secret-required': 'a key that the model needs: it will not run from here',
  'file-default-dropped': 'the provider’s own default file is left to the provider',
  'default-dropped': 'the default is not an allowed value and was left out',
  'default-widened': 'the default is beyond its own bounds, which were widened',
  'depth-limited': 'what lies deeper takes any value',
  'file-guessed': 'taken for a file because of its name',
  'media-guessed': 'kind of file guessed',
  'output-from-example': 'what it makes is told by its example',
  'output-guessed': 'what it makes was guessed from its name and description, please check',
  'output-unsupported': 'its example is a file that Telar cannot keep',
  'output-structure': 'it answers with data; the text of it is kept',
  'example-refused': 'the provider’s example does not pass the checks',
  'version-pinned': 'the model runs only by its version, which is pinned',
};

/** What an importer has noted, in one line. */
export function noteText({ code, parameter, detail }: ImportNote): string {
  return `${parameter === null ? '' : `${parameter}: `}${notes[code]}${detail === null ? '' : ` (${detail})`}`;
}

/** One line for each difference. */
export function changeLines({ parameters, required, version, output, cost }: TemplateChanges): string[] {
  return [
    ...(version === null ? [] : [`version: ${version.before} → ${version.after}`]),
    ...(output === null ? [] : [`output: ${output.before} → ${output.after}`]),
    ...(cost === null ? [] : [`price: ${costText(cost.before)} → ${costText(cost.after)}`]),
    ...parameters.map(({ name, before, after }) => {
      if (before === null) return `+ ${name}: ${JSON.stringify(after)}`;
      return after === null ? `- ${name}` : `~ ${name}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`;
    }),
    ...required.map(({ name, isRequired }) => `~ ${name}: ${isRequired ? 'now required' : 'no longer required'}`),
  ];
}
