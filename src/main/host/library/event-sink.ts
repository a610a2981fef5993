import type { LayerEngineEvent, LayerEngineOptions } from './engine-interface.ts';

/** Hands events to the program that uses the library. */
export interface EventSink {
  tell(event: LayerEngineEvent): void;
  /** Tells of something that is no failure; a program that hears no events gets it as a warning of the process. */
  warn: (message: string) => void;
  /** Throws what the program's own listener has thrown, once: it must not break a run in the middle. */
  throwFailure(): void;
}

/** A sink for a listener, if there is one. */
export function createEventSink(onEvent: LayerEngineOptions['onEvent']): EventSink {
  let thrown: { error: unknown } | null = null;

  function tell(event: LayerEngineEvent): void {
    try {
      onEvent?.(event);
    } catch (error) {
      thrown ??= { error };
    }
  }

  return {
    tell,
    warn(message) {
      if (onEvent === undefined) process.emitWarning(message, { type: 'TelarWarning' });
      else tell({ type: 'warning', message });
    },
    throwFailure() {
      const first = thrown;
      thrown = null;
      if (first !== null) throw first.error;
    },
  };
}
