import type { ProviderId } from './provider.ts';

/** A name in an address: no dots alone, no `?`, `#`, `@`, `%`, backslash or space can stand in it. */
const owner = '[A-Za-z0-9][A-Za-z0-9_-]{0,63}';
const name = '[A-Za-z0-9][A-Za-z0-9._-]{0,63}';

/**
 * What an endpoint looks like, per provider. The first part takes no dot, so that no host can stand there. A version of
 * Replicate is the SHA-256 that the provider prints.
 */
const patterns: Record<ProviderId, { pattern: RegExp; shape: string }> = {
  replicate: { pattern: new RegExp(`^${owner}/${name}(:[0-9a-f]{64})?$`), shape: 'owner/name or owner/name:version' },
  fal: { pattern: new RegExp(`^${owner}(/${name}){0,7}$`), shape: 'an endpoint id such as fal-ai/flux/dev' },
  ollama: {
    pattern: new RegExp(`^(${name}(/${name}){0,2}(:${name})?|\\*)$`),
    shape: 'a model name such as llama3.2 or llama3.2:1b',
  },
  local: { pattern: new RegExp(`^${name}$`), shape: 'a plain name' },
  rehearsal: { pattern: new RegExp(`^${name}$`), shape: 'a plain name' },
};

/** What is wrong with an endpoint of this provider, in plain words; null when nothing is. */
export function endpointProblem(provider: ProviderId, endpoint: string): string | null {
  const { pattern, shape } = patterns[provider];
  const isUsable = pattern.test(endpoint) && !endpoint.includes('..');
  return isUsable ? null : `"${endpoint.slice(0, 80)}" is no model of ${provider}: it takes ${shape}.`;
}
