import { resolve } from 'node:path';
import { z } from 'zod';
import { fromUsd, UsageError, type MicroUsd } from '../../../shared/base/index.ts';
import type { RunChoices } from '../../../shared/contract/index.ts';
import type { CoreOptions } from '../../core/index.ts';
import { overwriteRule } from '../../../shared/plan/index.ts';
import type { LayerEngineOptions } from './engine-interface.ts';

const folder = z.string().min(1);
const isFunction = (value: unknown): boolean => typeof value === 'function';

const account = z.strictObject({ token: z.string().nullish(), baseUrl: z.string().nullish() });

const engineOptions = z.strictObject({
  outputDir: folder.optional(),
  baseDir: folder.optional(),
  maxThreads: z.int().min(1).max(64).optional(),
  strict: z.boolean().optional(),
  overwrite: overwriteRule.optional(),
  onError: z.enum(['stop', 'continue']).optional(),
  rehearse: z.boolean().optional(),
  budgetUsd: z.number().min(0).max(1_000_000).optional(),
  confirm: z.custom<LayerEngineOptions['confirm']>(isFunction, 'Expected a function').optional(),
  home: folder.optional(),
  onEvent: z.custom<LayerEngineOptions['onEvent']>(isFunction, 'Expected a function').optional(),
  providers: z
    .strictObject({
      replicate: account.optional(),
      fal: account.optional(),
      ollama: z.strictObject({ host: z.string().nullish(), model: z.string().nullish() }).optional(),
    })
    .optional(),
  templates: z.array(folder).optional(),
});

/** Options as the engine works with them: paths absolute, seen from the folder the program was in when it asked. */
export interface EngineSettings {
  outputDir: string | null;
  baseDir: string;
  home: string | null;
  templateFolders: string[];
  budgetMicroUsd: MicroUsd | null;
  providers: NonNullable<CoreOptions['providers']> | null;
  choices: Omit<RunChoices, 'scope'>;
  confirm: LayerEngineOptions['confirm'];
  onEvent: LayerEngineOptions['onEvent'];
}

/** Checks the options of an engine. Throws UsageError naming the one that is wrong. */
export function readOptions(options: LayerEngineOptions): EngineSettings {
  const parsed = engineOptions.safeParse(options);
  if (!parsed.success) throw notUsable(parsed.error);
  const { outputDir, baseDir = '.', home, templates = [], budgetUsd, providers, confirm, onEvent } = parsed.data;
  const { overwrite = 'stale', rehearse = false, onError, maxThreads, strict } = parsed.data;
  return {
    outputDir: outputDir === undefined ? null : resolve(outputDir),
    baseDir: resolve(baseDir),
    home: home === undefined ? null : resolve(home),
    templateFolders: templates.map((each) => resolve(each)),
    budgetMicroUsd: budgetUsd === undefined ? null : fromUsd(budgetUsd),
    providers: providers === undefined ? null : chosenProviders(providers),
    choices: { overwrite, rehearse, onError, maxThreads, strict },
    confirm,
    onEvent,
  };
}

type Account = z.output<typeof account>;
type Chosen = NonNullable<z.output<typeof engineOptions>['providers']>;

/** Only what the program has named: the rest comes from the environment. */
function chosenProviders({ replicate, fal, ollama }: Chosen): NonNullable<CoreOptions['providers']> {
  const accountOf = ({ token, baseUrl }: Account) => ({ key: token ?? null, baseUrl: baseUrl ?? null });
  return {
    ...(replicate === undefined ? {} : { replicate: accountOf(replicate) }),
    ...(fal === undefined ? {} : { fal: accountOf(fal) }),
    ...(ollama === undefined
      ? {}
      : { ollama: { key: null, baseUrl: ollama.host ?? null, model: ollama.model ?? null } }),
  };
}

function notUsable(error: z.ZodError): Error {
  const issue = error.issues[0];
  const reason = [issue?.path.join('.'), issue?.message].filter(Boolean).join(': ');
  return new UsageError('invalid', `The options of the engine are not usable: ${reason}.`, {
    hint: 'docs/library.md lists them.',
  });
}
