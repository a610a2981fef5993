// @ts-expect-error The package has no declarations.
import models from 'all-the-public-replicate-models';
import { expect, it } from 'vitest';
import { TelarError, toFailure, type JsonObject, type JsonValue } from '../../src/shared/base/index.ts';
import { exampleInput, importReplicate, validateParameters } from '../../src/shared/template/index.ts';

/** What this test reads of a model in the corpus. */
interface PublicModel {
  owner: string;
  name: string;
  description: string | null;
  latest_version: { id: string; openapi_schema: JsonValue };
  default_example: { input: JsonObject; output: JsonValue };
}

/** Fine, or why not, in one word. */
function verdict(work: () => void): string {
  try {
    work();
    return 'fine';
  } catch (error) {
    if (!(error instanceof TelarError)) throw error;
    return toFailure(error).kind;
  }
}

function count(words: readonly string[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const word of words) sum[word] = (sum[word] ?? 0) + 1;
  return sum;
}

const percent = (part: number | undefined, whole: number): number => Math.round(((part ?? 0) / whole) * 1000) / 10;

it('imports the schemas of the public models, and their stored examples pass our checks', () => {
  const corpus = models as PublicModel[];
  const stored: string[] = [];
  const converted: string[] = [];
  const outputs: string[] = [];
  const imports = corpus.map((model) =>
    verdict(() => {
      const endpoint = `${model.owner}/${model.name}`;
      const { input, output } = model.default_example;
      const { template, isOutputOpen } = importReplicate({
        address: { provider: 'replicate', endpoint, version: null },
        description: model.description,
        version: model.latest_version.id,
        openapiSchema: model.latest_version.openapi_schema,
        example: { input, output },
      });
      outputs.push(isOutputOpen ? 'open' : template.output.asset_type);
      stored.push(verdict(() => validateParameters(template, input, {})));
      converted.push(verdict(() => validateParameters(template, exampleInput(template.parameters, input), {})));
    }),
  );
  const figures = {
    models: corpus.length,
    importedPercent: percent(count(imports).fine, corpus.length),
    examplesAsStoredPercent: percent(count(stored).fine, corpus.length),
    examplesConvertedPercent: percent(count(converted).fine, corpus.length),
    imports: count(imports),
    stored: count(stored),
    converted: count(converted),
    outputs: count(outputs),
  };
  process.stdout.write(`${JSON.stringify({ corpus: figures })}\n`);
  expect(figures.importedPercent).toBeGreaterThanOrEqual(98);
  expect(figures.examplesConvertedPercent).toBeGreaterThanOrEqual(92);
}, 60_000);
