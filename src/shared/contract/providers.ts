import { z } from 'zod';
import { failureData } from '../base/index.ts';
import { procedure } from './failures.ts';

/** Providers that work elsewhere: they have an address, and most have a key. */
export const providerName = z.enum(['replicate', 'fal', 'ollama']);
export type ProviderName = z.output<typeof providerName>;

/** Whether a provider can be used, as far as is known: by the last test or by what a run has met since. */
export const providerState = z.enum([
  'ready',
  'untested',
  'no-key',
  /** There is a key, in a file that needs its passphrase first. */
  'locked',
  'key-refused',
  'no-credit',
  'down',
]);
export type ProviderState = z.output<typeof providerState>;

export const secretPlace = z.enum(['keychain', 'file', 'session']);
export type SecretPlace = z.output<typeof secretPlace>;

/** What a window may know of a key: never the key. */
export const keyFacts = z.object({
  isSet: z.boolean(),
  source: z.enum(['environment', ...secretPlace.options]).nullable(),
  /** Its last four characters, of a key long enough that they give nothing away. */
  lastFour: z.string().nullable(),
  /** Variable of the environment that sets it. */
  variable: z.string(),
});

export const providerInfo = z.object({
  provider: providerName,
  state: providerState,
  /** Null where no key is needed. */
  key: keyFacts.nullable(),
  /** Name of the account, where the last test told it. */
  account: z.string().nullable(),
  /** Models that were found at the last test, where the provider lists them. */
  models: z.array(z.string()).nullable(),
  /** What was wrong at the last test or request; null when nothing was. */
  problem: failureData.nullable(),
  lastTestAtMs: z.number().nullable(),
  baseUrl: z.object({
    /** Null for the provider's own. */
    value: z.string().nullable(),
    isFromEnvironment: z.boolean(),
    variable: z.string(),
  }),
  /** Jobs at once; null for the usual number. */
  concurrency: z.int().nullable(),
});
export type ProviderInfo = z.output<typeof providerInfo>;

/** Where keys are kept on this machine. */
export const keyKeeping = z.object({
  /** Null until the first key is kept on a machine without a keychain: the user chooses. */
  place: secretPlace.nullable(),
  keychain: z.object({
    isAvailable: z.boolean(),
    reason: z.string().nullable(),
    /** It answers, but protects nothing. */
    isWeak: z.boolean(),
  }),
  file: z.enum(['absent', 'locked', 'open']),
  /** Why kept keys could not be read at the start. */
  problem: failureData.nullable(),
});
export type KeyKeeping = z.output<typeof keyKeeping>;

export const providersOverview = z.object({ providers: z.array(providerInfo), keeping: keyKeeping });
export type ProvidersOverview = z.output<typeof providersOverview>;

/** A key as people paste it: white space around it is theirs, inside it is a slip. */
const keyText = z
  .string()
  .trim()
  .min(1)
  .max(1_000)
  .regex(/^[\x21-\x7e]+$/);
/** A passphrase shorter than this is guessed too fast. */
export const minPassphraseLength = 8;
const passphrase = z.string().min(1).max(1_000);

/** An address of a provider: http or https, without credentials, query or fragment. The trailing slash goes. */
export const providerAddress = z
  .string()
  .trim()
  .max(2_000)
  .refine(isProviderAddress)
  .transform((text) => text.replace(/\/+$/, ''));

/** A name, an IPv4 or a bracketed IPv6 address; a port; a path. */
const webAddress = /^https?:\/\/(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(\d{1,5}))?(?:\/[^\s?#\\]*)?$/i;

function isProviderAddress(text: string): boolean {
  const match = webAddress.exec(text);
  return match !== null && Number(match[1] ?? 0) <= 65_535;
}

const byProvider = z.strictObject({ provider: providerName });

export const providers = {
  list: procedure.output(providersOverview),
  /** Keeps a key; it is used from the next request on. No answer of this contract ever has it. */
  setKey: procedure.input(byProvider.extend({ key: keyText })).output(providersOverview),
  removeKey: procedure.input(byProvider).output(providersOverview),
  configure: procedure
    .input(
      byProvider.extend({
        baseUrl: providerAddress.nullable().optional(),
        concurrency: z.int().min(1).max(64).nullable().optional(),
      }),
    )
    .output(providersOverview),
  /** Asks the provider whether it takes the key; a refusal is an answer, too. */
  test: procedure.input(byProvider).output(providerInfo),
  /** Chooses where keys are kept, and moves those that are known there. The file needs its passphrase, or a new one. */
  keepIn: procedure
    .input(z.strictObject({ place: secretPlace, passphrase: passphrase.optional() }))
    .output(providersOverview),
  unlock: procedure.input(z.strictObject({ passphrase })).output(providersOverview),
  /** Removes all kept keys, also those of a file whose passphrase is lost. */
  forgetKeys: procedure.output(providersOverview),
};
