import {
  ModelNotFoundError,
  ProviderError,
  ProviderUnavailableError,
  TelarError,
  type FailureKind,
} from '../../../shared/base/index.ts';

/** The server does not answer at all. */
export function notRunning(host: string, cause?: unknown): TelarError {
  return new ProviderUnavailableError('not-running', `Ollama does not answer at ${host}.`, {
    hint: 'Start it (the Ollama app, or "ollama serve"), or set OLLAMA_HOST to where it runs.',
    values: { provider: 'ollama', host },
    cause,
  });
}

/** The address that the user has set cannot be one. */
export function badHost(host: string, cause: unknown): TelarError {
  return new ProviderUnavailableError('not-configured', `"${host}" is no address of an Ollama server.`, {
    hint: 'Set OLLAMA_HOST to something like 127.0.0.1:11434, or leave it out.',
    values: { provider: 'ollama' },
    cause,
  });
}

/** An address with a name and a password, which would stand in every message about it; it is told to nobody. */
export function credentialsInHost(): TelarError {
  return new ProviderUnavailableError('password-in-address', 'The address of Ollama has a name or a password in it.', {
    hint: 'Set OLLAMA_HOST to the address alone; a proxy of your own can add what the server wants.',
    values: { provider: 'ollama' },
  });
}

/** The server answered with an HTTP status that is none of success. */
export function refusal(status: number, reason: string, model: string): TelarError {
  if (status === 404 && /not found/i.test(reason) && model !== '') return notPulled(model);
  if (/requires more (system )?memory|out of memory/i.test(reason)) {
    return new TelarError('OutOfMemoryError', 'model-too-large', `Ollama: ${reason}`, {
      hint: 'Use a smaller model or a smaller quantisation of it, or close other programs.',
      values: { model },
    });
  }
  return problem(kindOf(status), `Ollama refused the request (${status}): ${reason}`);
}

function kindOf(status: number): FailureKind<'ProviderError'> {
  if (status === 401 || status === 403) return 'auth';
  if (status === 429) return 'rate-limit';
  return status >= 500 ? 'server' : 'refused';
}

function notPulled(model: string): TelarError {
  return new ModelNotFoundError('not-pulled', `Your Ollama does not have the model "${model}".`, {
    hint: `Fetch it: ollama pull ${model}`,
    values: { model },
  });
}

const hints: Partial<Record<FailureKind<'ProviderError'>, string>> = {
  auth: 'Sign in to the Ollama server, or use the one of this machine.',
  'rate-limit': 'Wait a little; it is tried again.',
  refused: 'Change what the message names.',
  empty: 'Change the prompt, or try another model.',
  failed: 'Change the prompt or the model, then run the cell again.',
};

/** Anything else that went wrong at the server or on the way. */
export function problem(kind: FailureKind<'ProviderError'>, message: string, cause?: unknown): TelarError {
  const hint = hints[kind] ?? 'Run the cell again; look at the log of Ollama if it happens again.';
  return new ProviderError(kind, message, { hint, values: { reason: message, message }, cause });
}
