import { CancelledError } from '../../../shared/base/index.ts';
import type { ModelFacts, ModelFileFacts } from '../../../shared/local-engine/index.ts';
import { exitCodes } from './exit-codes.ts';
import type { Output } from './output.ts';
import { withCore } from './with-core.ts';

export interface ConvertFlags {
  to: 'fp16' | 'int8';
  replace?: boolean;
}

/** `telar models inspect FOLDER`: its files of weights and what they need; exits 1 when one of them is unsound. */
export function inspectModelFolder(folder: string, output: Output): Promise<number> {
  return withCore({}, async (core) => {
    const facts = await core.modelFolders.inspect(folder);
    output.line({ type: 'model-folder', ...facts });
    for (const line of factLines(facts)) output.text(line);
    for (const problem of facts.problems) output.explain(problem);
    return facts.problems.length === 0 ? exitCodes.done : exitCodes.failed;
  });
}

/** `telar models convert FOLDER --to fp16|int8`: a smaller variant of each component, beside the model itself. */
export function convertModelFolder(folder: string, flags: ConvertFlags, output: Output): Promise<number> {
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  return withCore({}, async (core) => {
    try {
      const { written, leftOut } = await core.modelFolders.convert(folder, flags.to, {
        replace: flags.replace === true,
        signal: interruption.signal,
        onProgress: ({ component, share }) => output.line({ type: 'progress', component, share }),
      });
      for (const each of written) {
        output.line({ type: 'variant', ...each });
        const share = Math.round((100 * each.bytes) / each.sourceBytes);
        output.text(`${each.files[0] ?? ''}  ${megabytes(each.bytes)}, ${String(share)} % of the original`);
      }
      for (const { component, failure } of leftOut) {
        output.line({ type: 'left-out', component, reason: failure.message });
        output.note(`left out: ${component}: ${failure.message}`);
      }
      return exitCodes.done;
    } catch (error) {
      if (error instanceof CancelledError) return exitCodes.interrupted;
      throw error;
    }
  }).finally(() => {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  });
}

function factLines({ folder, bytes, files, otherFiles, neverOpened }: ModelFacts): string[] {
  return [
    `${folder}  ${megabytes(bytes)}, ${String(files.length)} files of weights, ${String(otherFiles.length)} others`,
    ...files.flatMap(fileLines),
    ...neverOpened.map((name) => `${name}  never opened: files of this kind can run programs`),
  ];
}

function fileLines(file: ModelFileFacts): string[] {
  const dtypes = file.dtypes.map(({ name, bytes }) => `${name} ${megabytes(bytes)}`).join(', ');
  const head = `${file.name}  ${megabytes(file.bytes)}, ${file.parameters.toLocaleString('en')} numbers (${dtypes})`;
  if (file.format === 'safetensors') return [head];
  const opsets = file.opsets.map(({ domain, version }) => `${domain} ${String(version)}`).join(', ');
  return [
    head,
    `  ${String(file.nodes)} nodes, operators of ${opsets}${file.producer === '' ? '' : `, made by ${file.producer}`}`,
    `  takes ${file.inputs.map(valueText).join(', ')}`,
    `  gives ${file.outputs.map(valueText).join(', ')}`,
    ...file.externalFiles.map(({ name, bytes }) => `  with ${name}, ${megabytes(bytes)}`),
  ];
}

function valueText({ name, type, dims }: ModelFileFacts['inputs'][number]): string {
  return `${name} ${type}[${dims.map((size) => size ?? '?').join(', ')}]`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 0)} MB`;
}
