import type { StudioEvent } from '../../shared/contract/index.ts';
import type { CellKey, DocumentId, RunId } from '../../shared/base/index.ts';
import type { CellRun } from '../../shared/run/index.ts';

/** Pause between two rounds of events: 20 a second at most (SPEC §4). */
const roundMs = 50;

type SimpleEvent = Exclude<StudioEvent, { type: 'run.cellsChanged' | 'connected' }>;

/** Tells every window what changed, coalesced: an iterator has no back-pressure, a fast run would flood it. */
export interface EventHub {
  publish(event: SimpleEvent): void;
  cellChanged(documentId: DocumentId, runId: RunId, cell: CellRun): void;
  watch(signal: AbortSignal | undefined): AsyncGenerator<StudioEvent>;
}

interface Subscriber {
  push(events: StudioEvent[]): void;
}

/** An event hub; it holds no timer while nothing happens. */
export function createEventHub(): EventHub {
  const subscribers = new Set<Subscriber>();
  let simple = new Map<string, SimpleEvent>();
  let cells = new Map<RunId, { documentId: DocumentId; cells: Map<CellKey, CellRun> }>();
  let timer: NodeJS.Timeout | null = null;

  function schedule(): void {
    timer ??= setTimeout(flush, roundMs);
  }

  function flush(): void {
    timer = null;
    const events: StudioEvent[] = [...cells].map(([runId, changed]) => ({
      type: 'run.cellsChanged',
      documentId: changed.documentId,
      runId,
      cells: [...changed.cells.values()],
    }));
    events.push(...simple.values());
    simple = new Map();
    cells = new Map();
    for (const subscriber of subscribers) subscriber.push(events);
  }

  return {
    publish(event) {
      // Of two events about the same thing only the newest counts.
      const about = 'documentId' in event ? event.documentId : '';
      const part = partOf(event);
      const key = `${event.type}:${about ?? ''}:${part}`;
      simple.delete(key);
      simple.set(key, event);
      schedule();
    },
    cellChanged(documentId, runId, cell) {
      const changed = cells.get(runId) ?? { documentId, cells: new Map<CellKey, CellRun>() };
      changed.cells.set(cell.key, cell);
      cells.set(runId, changed);
      schedule();
    },
    async *watch(signal) {
      let waiting: StudioEvent[] = [];
      let wake = Promise.withResolvers<undefined>();
      const subscriber: Subscriber = {
        push(events) {
          waiting.push(...events);
          wake.resolve(undefined);
        },
      };
      const onAbort = (): void => wake.resolve(undefined);
      signal?.addEventListener('abort', onAbort, { once: true });
      subscribers.add(subscriber);
      try {
        yield { type: 'connected' };
        while (signal?.aborted !== true) {
          await wake.promise;
          wake = Promise.withResolvers<undefined>();
          const events = waiting;
          waiting = [];
          yield* events;
        }
      } finally {
        subscribers.delete(subscriber);
        signal?.removeEventListener('abort', onAbort);
      }
    },
  };
}

function partOf(event: SimpleEvent): string {
  if ('runId' in event) return event.runId;
  if ('alert' in event) return event.alert.period;
  return 'model' in event ? `${event.model} ${event.precision}` : '';
}
