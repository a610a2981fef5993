import { createHash } from 'node:crypto';
import type { FailureData } from '../../shared/base/index.ts';
import type { ProviderState } from '../../shared/contract/index.ts';
import type { ProviderOutcome } from './provider-store.ts';

/** What is known of a provider at this moment. */
export interface ProviderFacts {
  needsKey: boolean;
  key: string | null;
  isLocked: boolean;
  outcome: ProviderOutcome | null;
  /** Of the key and address in use. */
  mark: string;
}

/** Whether a provider can be used, as far as is known. What was learned with another key says nothing of this one. */
export function stateOf({ needsKey, key, isLocked, outcome, mark }: ProviderFacts): ProviderState {
  if (needsKey && key === null) return isLocked ? 'locked' : 'no-key';
  return outcome?.mark === mark ? outcome.state : 'untested';
}

/** What a failed request says of the provider itself; null when it is about the request only. */
export function troubleOf({ code, kind }: Pick<FailureData, 'code' | 'kind'>): ProviderOutcome['state'] | null {
  if (code === 'ProviderUnavailableError' && kind === 'not-running') return 'down';
  if (code !== 'ProviderError') return null;
  switch (kind) {
    case 'auth':
      return 'key-refused';
    case 'credit':
      return 'no-credit';
    case 'network':
    case 'timeout':
    case 'server':
      return 'down';
    default:
      return null;
  }
}

/** Stands for a key and an address without telling them: 32 bits of a hash. */
export function markOf(key: string | null, baseUrl: string | null): string {
  return createHash('sha256')
    .update(JSON.stringify(['telar', key, baseUrl]))
    .digest('hex')
    .slice(0, 8);
}

/** The last four characters of a key that is long enough to show them. */
export function lastFourOf(key: string): string | null {
  return key.length > 20 ? key.slice(-4) : null;
}
