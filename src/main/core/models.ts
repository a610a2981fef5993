import { access } from 'node:fs/promises';
import {
  ModelNotFoundError,
  ProviderUnavailableError,
  TelarError,
  TemplateError,
  toFailure,
} from '../../shared/base/index.ts';
import type {
  EngineInfo,
  InstalledLora,
  ModelAvailability,
  ModelCheck,
  ModelEntry,
  ModelPreview,
  ModelRefresh,
} from '../../shared/contract/index.ts';
import { compareTemplates, isUnchanged, type ModelTemplate } from '../../shared/template/index.ts';
import type { Engine, ModelFacts } from '../engine/index.ts';
import { isErrno } from '../platform/index.ts';
import type { TemplateSource } from '../template/index.ts';
import { removeTemplate, userTemplateFile, writeTemplate } from './model-files.ts';
import { previewModel, type FreshModel } from './model-preview.ts';

/** The models that documents can use, and the user's own among them. */
export interface Models {
  list(): { models: ModelEntry[]; failures: ReturnType<typeof toFailure>[] };
  /** Throws ModelNotFoundError. */
  find(id: string): ModelEntry;
  /** Makes a template from what the provider publishes; writes nothing. */
  preview(typed: string): Promise<ModelPreview>;
  /** Writes a template of the user's own. Throws TemplateError `shipped` or `duplicate-id`. */
  save(template: ModelTemplate, options: { replace: boolean }): Promise<ModelEntry>;
  /** Compares a model with what its provider publishes now; writes nothing. Throws ModelNotFoundError. */
  refresh(id: string): Promise<ModelRefresh>;
  /** Throws ModelNotFoundError, and TemplateError `shipped` or `found` for one without a file of the user's. */
  remove(id: string): Promise<void>;
  /** Checks a model step by step, until one fails; asks the provider nothing that costs. */
  test(id: string): Promise<ModelCheck[]>;
  /** LoRAs that are installed for a model of this machine. Throws ModelNotFoundError. */
  loras(id: string): Promise<InstalledLora[]>;
}

export interface ModelsOptions {
  home: string;
  source: TemplateSource;
  engines: readonly Engine[];
  facts: ModelFacts;
  describeEngine: () => Promise<EngineInfo>;
  lorasOf: (template: ModelTemplate) => Promise<readonly InstalledLora[]>;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Creates what lists, adds and removes models. */
export function createModels({ home, source, engines, facts, describeEngine, lorasOf, now }: ModelsOptions): Models {
  const today = (): string => new Date(now()).toISOString().slice(0, 10);

  function find(id: string): ModelTemplate {
    const template = source.catalog.get(id);
    if (template !== undefined) return template;
    const refusal = source.refusalOf(id);
    if (refusal !== null) throw refusal;
    throw new ModelNotFoundError('unknown-model', `There is no model "${id}".`, {
      hint: 'telar models list and the page of models show all; one can be added by its id.',
      values: { model: id },
    });
  }

  function engineOf({ provider }: ModelTemplate): Engine | null {
    return engines.find((each) => each.provider === provider) ?? null;
  }

  function availabilityOf(template: ModelTemplate): ModelAvailability {
    const engine = engineOf(template);
    if (engine === null) return 'no-engine';
    if (engine.kind === 'inline') return 'ready';
    try {
      engine.requireReady();
      return 'ready';
    } catch (error) {
      if (error instanceof TelarError) return 'key-missing';
      throw error;
    }
  }

  const entryOf = (template: ModelTemplate): ModelEntry => ({
    template,
    availability: availabilityOf(template),
    file: source.userFileOf(template.id),
  });

  function complete(fresh: FreshModel): ModelPreview {
    const { id } = fresh.template;
    const isThere = source.catalog.has(id);
    return { ...fresh, existing: isThere ? (source.userFileOf(id) === null ? 'shipped' : 'user') : 'none' };
  }

  return {
    list() {
      const models = [...source.catalog.values()].map(entryOf);
      return { models, failures: source.failures().map((each) => toFailure(each)) };
    },
    find: (id) => entryOf(find(id)),
    preview: async (typed) => complete(await previewModel(typed, { facts, today })),
    async save(template, { replace }) {
      const present = source.userFileOf(template.id);
      // A model that was found may be given a template of its own, which says more.
      const isFound = source.foundFolderOf(template.id) !== null;
      if (source.catalog.has(template.id) && present === null && !isFound) throw shipped(template.id);
      const file = present ?? userTemplateFile(home, template);
      // A file that is no usable template is not in the catalog, and not ours to overwrite.
      if (!replace && (present !== null || (await isThere(file)))) throw alreadyThere(template.id, file);
      await writeTemplate(file, template);
      await source.reload();
      return entryOf(find(template.id));
    },
    async refresh(id) {
      const before = find(id);
      const [name = id] = id.split(':');
      const preview = complete(await previewModel(name, { facts, today }));
      // A price that the provider does not tell stays as it is.
      const template = { ...preview.template, cost: preview.price.cost ?? before.cost };
      const changes = compareTemplates(before, template);
      return { preview: { ...preview, template }, changes, isUnchanged: isUnchanged(changes) };
    },
    async remove(id) {
      const file = source.userFileOf(find(id).id);
      const folder = source.foundFolderOf(id);
      if (folder !== null) throw foundInFolder(id, folder);
      if (file === null) throw shipped(id);
      await removeTemplate(file);
      await source.reload();
    },
    async test(id) {
      const template = find(id);
      const engine = engineOf(template);
      const checks: ModelCheck[] = [{ step: 'template', failure: null }];
      const check = async (step: ModelCheck['step'], work: () => unknown): Promise<boolean> => {
        try {
          await work();
          checks.push({ step, failure: null });
          return true;
        } catch (error) {
          if (!(error instanceof TelarError)) throw error;
          checks.push({ step, failure: toFailure(error) });
          return false;
        }
      };
      if (engine === null) return [...checks, { step: 'engine', failure: toFailure(noEngine(template)) }];
      if (engine.kind === 'inline') await check('engine', describeEngine);
      else if (await check('key', () => engine.requireReady())) await check('provider', () => engine.testKey({}));
      return checks;
    },
    async loras(id) {
      const template = find(id);
      if (template.provider !== 'local') return [];
      return (await lorasOf(template)).map((lora) => ({ id: lora.id, bytes: lora.bytes }));
    },
  };
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return false;
    throw error;
  }
}

function noEngine({ provider }: ModelTemplate): Error {
  return new ProviderUnavailableError('no-engine', `Nothing here can run models of "${provider}" yet.`, {
    hint: 'Choose a model of another provider.',
    values: { provider },
  });
}

function shipped(id: string): Error {
  return new TemplateError('shipped', `"${id}" ships with Telar.`, {
    hint: 'Only models of your own can be changed or removed.',
    values: { id },
  });
}

function foundInFolder(id: string, folder: string): Error {
  return new TemplateError('found', `"${id}" is the model in ${folder}: there is no template to remove.`, {
    hint: 'Telar deletes no models. Take the folder away, and the model is gone.',
    place: { file: folder },
    values: { id, folder },
  });
}

function alreadyThere(id: string, file: string): Error {
  return new TemplateError('duplicate-id', `There is already a template "${id}".`, {
    hint: 'Say that it shall be replaced, or refresh it.',
    place: { file },
    values: { id, file },
  });
}
