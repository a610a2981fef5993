import type { ProviderName } from '../../shared/contract/index.ts';
import type { EnvironmentLayers, Variables } from '../platform/index.ts';
import type { ProviderSettings } from './provider-settings.ts';

/** Variables of each provider (SPEC §10). */
export const providerVariables: Record<ProviderName, { key: string | null; baseUrl: string }> = {
  replicate: { key: 'REPLICATE_API_TOKEN', baseUrl: 'REPLICATE_BASE_URL' },
  fal: { key: 'FAL_KEY', baseUrl: 'FAL_BASE_URL' },
  ollama: { key: null, baseUrl: 'OLLAMA_HOST' },
};

/**
 * Keys and addresses from the environment; the process wins over the `.env` of the data folder, that over the `.env` of
 * the working folder. A working folder may be somebody else's project: its address for a provider counts only together
 * with its own key, else a downloaded folder could have the user's key sent to a stranger.
 */
export function providersOf({ process, dataFolder, workingFolder }: EnvironmentLayers): Required<ProviderSettings> {
  const own = [process, dataFolder];
  function settingsOf(provider: 'replicate' | 'fal'): { key: string | null; baseUrl: string | null } {
    const names = providerVariables[provider];
    const key = first(own, names.key ?? '');
    if (key !== null) return { key, baseUrl: first(own, names.baseUrl) };
    const foreign = first([workingFolder], names.key ?? '');
    const addresses = foreign === null ? own : [...own, workingFolder];
    return { key: foreign, baseUrl: first(addresses, names.baseUrl) };
  }
  return {
    replicate: settingsOf('replicate'),
    fal: settingsOf('fal'),
    ollama: {
      key: null,
      baseUrl: first([...own, workingFolder], providerVariables.ollama.baseUrl),
      model: first([...own, workingFolder], 'OLLAMA_MODEL'),
    },
  };
}

/** An address as it may be shown: without the name and password that somebody may have put there. */
export function shownAddress(address: string): string {
  return address.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/i, '$1');
}

/** What must not be told of an address: its password, as it stands there and as it is meant; none in most. */
export function secretsOfAddress(address: string): string[] {
  const password = /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^/@:]*:(.+)@/i.exec(address)?.[1];
  if (password === undefined) return [];
  const url = `http://:${password}@host`;
  return [password, ...(URL.canParse(url) ? [new URL(url).password] : []), decoded(password)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that stands for itself.
    return text;
  }
}

function first(layers: readonly Variables[], name: string): string | null {
  const found = layers.map((layer) => layer[name]?.trim()).find((value) => value !== undefined && value !== '');
  return found ?? null;
}
