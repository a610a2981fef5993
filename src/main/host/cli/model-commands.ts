import { assetType, type AssetType } from '../../../shared/artifact/index.ts';
import { ConfirmationRequiredError, TemplateError, UsageError } from '../../../shared/base/index.ts';
import type { ModelEntry, ModelPreview } from '../../../shared/contract/index.ts';
import { providerId, type ModelTemplate, type ProviderId } from '../../../shared/template/index.ts';
import { askYes, canAsk } from './confirm.ts';
import { exitCodes } from './exit-codes.ts';
import { readPrice, type PriceFlags } from './model-price.ts';
import { changeLines, costText, entryLine, noteText, parameterLines } from './model-text.ts';
import type { Output } from './output.ts';
import { withCore } from './with-core.ts';

export interface ListFlags {
  type?: string;
  provider?: string;
}

export interface AddFlags extends PriceFlags {
  yes?: boolean;
  type?: string;
}

/** `telar models list`: every model with its price and whether it runs here; bad templates on stderr. */
export function listModels(flags: ListFlags, output: Output): Promise<number> {
  const type = readType(flags.type);
  const provider = readProvider(flags.provider);
  return withCore({}, async (core) => {
    const { models, failures } = core.models.list();
    const shown = models
      .filter(({ template }) => type === null || template.output.asset_type === type)
      .filter(({ template }) => provider === null || template.provider === provider)
      .sort((a, b) => a.template.id.localeCompare(b.template.id));
    for (const entry of shown) {
      output.line({ type: 'model', ...describe(entry) });
      output.text(entryLine(entry));
    }
    for (const failure of failures) {
      output.line({ type: 'left-out', failure });
      output.explain(failure);
    }
    return exitCodes.done;
  });
}

/** `telar models show ID`: what a model takes, makes and costs. */
export function showModel(id: string, output: Output): Promise<number> {
  return withCore({}, async (core) => {
    const entry = core.models.find(id);
    output.line({ type: 'model', ...describe(entry), template: entry.template });
    output.text(entryLine(entry));
    if (entry.template.description !== '') output.text(entry.template.description);
    for (const line of parameterLines(entry.template)) output.text(line);
    if (entry.file !== null) output.text(`file: ${entry.file}`);
    return exitCodes.done;
  });
}

/** `telar models add ID`: shows what a model would be, asks, and writes its template. */
export function addModel(id: string, flags: AddFlags, output: Output): Promise<number> {
  const type = readType(flags.type);
  return withCore({}, async (core) => {
    const preview = await core.models.preview(id);
    const template = confirmed(preview, type, readPrice(flags, preview));
    tellPreview(preview, template, output);
    if (preview.existing === 'user') output.note('It was added before; this replaces it.');
    await requireConsent('Add this model?', flags, output);
    const entry = await core.models.save(template, { replace: preview.existing === 'user' });
    output.line({ type: 'added', ...describe(entry) });
    output.text(`Added ${entry.template.id} (${entry.file ?? ''}).`);
    return exitCodes.done;
  });
}

/** `telar models refresh ID`: shows what has changed at the provider, asks, and writes the new template. */
export function refreshModel(id: string, flags: AddFlags, output: Output): Promise<number> {
  return withCore({}, async (core) => {
    const { preview, changes, isUnchanged } = await core.models.refresh(id);
    output.line({ type: 'changes', id, isUnchanged, ...changes });
    if (isUnchanged) {
      output.text('Nothing has changed at the provider.');
      return exitCodes.done;
    }
    for (const line of changeLines(changes)) output.text(line);
    await requireConsent('Save the new template?', flags, output);
    const entry = await core.models.save(preview.template, { replace: true });
    output.line({ type: 'refreshed', ...describe(entry) });
    output.text(`Saved ${entry.template.id}.`);
    return exitCodes.done;
  });
}

/** `telar models remove ID`: removes a template of the user's own. */
export function removeModel(id: string, output: Output): Promise<number> {
  return withCore({}, async (core) => {
    await core.models.remove(id);
    output.line({ type: 'removed', id });
    output.text(`Removed ${id}.`);
    return exitCodes.done;
  });
}

/** `telar models test ID`: template, engine, key and provider, step by step, for free; exits 1 when one fails. */
export function testModel(id: string, output: Output): Promise<number> {
  return withCore({}, async (core) => {
    const checks = await core.models.test(id);
    for (const { step, failure } of checks) {
      output.line({ type: 'check', step, ok: failure === null, ...(failure === null ? {} : { failure }) });
      output.text(`${step.padEnd(9)} ${failure === null ? 'fine' : failure.message}`);
      if (failure !== null) output.explain(failure);
    }
    return checks.every(({ failure }) => failure === null) ? exitCodes.done : exitCodes.failed;
  });
}

/** The template that will be written: what it makes and costs as the user says. */
function confirmed(
  { template, isOutputOpen }: ModelPreview,
  type: AssetType | null,
  cost: ModelTemplate['cost'],
): ModelTemplate {
  if (isOutputOpen && type === null) {
    throw new TemplateError('output-open', `Nothing tells what ${template.id} makes.`, {
      hint: 'Say it: --type image, video, audio or text.',
      values: { model: template.id },
    });
  }
  if (type === null || type === template.output.asset_type) return { ...template, cost };
  return { ...template, cost, capabilities: [], output: { asset_type: type } };
}

function tellPreview(preview: ModelPreview, template: ModelTemplate, output: Output): void {
  output.line({ type: 'preview', ...preview, template });
  output.text(`${template.title} (${template.id}) makes ${template.output.asset_type}, ${costText(template.cost)}`);
  for (const line of parameterLines(template)) output.text(line);
  for (const note of preview.notes) output.note(`note: ${noteText(note)}`);
}

/** Asks on a terminal; elsewhere only `--yes` will do. */
async function requireConsent(question: string, { yes }: AddFlags, output: Output): Promise<void> {
  if (yes === true || (!output.json && canAsk() && (await askYes(`${question} [y/N] `)))) return;
  throw new ConfirmationRequiredError('model', 'Nothing was saved: nobody has confirmed it.', {
    hint: 'Look at what is shown, then say --yes.',
  });
}

function describe({ template, availability, file }: ModelEntry): object {
  const { id, title, provider, version, capabilities, cost, output } = template;
  return { id, title, provider, assetType: output.asset_type, capabilities, version, cost, availability, file };
}

function readType(text: string | undefined): AssetType | null {
  if (text === undefined) return null;
  const type = assetType.safeParse(text);
  if (type.success) return type.data;
  throw new UsageError('invalid', `"${text}" is no kind of result.`, { hint: `Use ${assetType.options.join(', ')}.` });
}

function readProvider(text: string | undefined): ProviderId | null {
  if (text === undefined) return null;
  const provider = providerId.safeParse(text);
  if (provider.success) return provider.data;
  throw new UsageError('invalid', `"${text}" is no provider.`, { hint: `Use ${providerId.options.join(', ')}.` });
}
