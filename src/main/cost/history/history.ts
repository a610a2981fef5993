import { randomUUID } from 'node:crypto';
import { CancelledError, NotFoundError, toFailure, type MicroUsd } from '../../../shared/base/index.ts';
import type { HistoryPage, HistoryQuery, InferenceState, ModelPace } from '../../../shared/contract/index.ts';
import { durably, withoutSecrets, type Clock, type Connection, type Redactor } from '../../platform/index.ts';
import { createSpendingSettings } from '../spending-settings.ts';
import { describeParameters } from './describe-parameters.ts';
import { documentNameOf } from './document-name.ts';
import { toInference, upsertInference, type InferenceFacts, type InferenceRow } from './history-rows.ts';
import type { InferenceHistory } from './inference-history.ts';
import { openInferenceLog } from './inference-log.ts';

/** Every inference of this machine, in the database for screens and as lines of a file for other programs. */
export interface History extends InferenceHistory {
  list(query: HistoryQuery): HistoryPage;
  /** How long these models took lately, those without a success left out. */
  paces(models: readonly string[]): ModelPace[];
  /** Ends what a dead process left open, and forgets what is older or more than the settings want. */
  tidy(isAlive: (processId: number) => boolean): void;
  /** Writes what is still to be written. */
  close(): Promise<void>;
}

export interface HistoryOptions {
  /** Folder of the log file. */
  folder: string;
  clock: Clock;
  redactor: Redactor;
  /** False: amounts are not told. */
  hasAmounts: boolean;
  onChange: () => void;
  /** Hears what could not be written: the inference itself goes on. */
  onError: (error: unknown) => void;
}

/** States are collected for this long and written in one commit; a fast run would else wait for the disk. */
const commitMs = 100;
/** So often, in inferences, the retention is looked at while the program runs. */
const tidyEvery = 1_000;

/** So many of the newest inferences say how long a model takes. */
const paceOf = 20;

const columns = `inferences.*, ledger_jobs.remote_id, ledger_jobs.charged_micro_usd`;
const joined = `inferences LEFT JOIN ledger_jobs ON ledger_jobs.id = inferences.job_id`;

/** The history over a database and a folder of logs. */
export function createHistory(connection: Connection, options: HistoryOptions): History {
  const { clock, redactor, onChange, onError } = options;
  const readSettings = createSpendingSettings(connection);
  const log = openInferenceLog(options.folder, onError);
  const put = connection.prepare(upsertInference);
  const fetchedJob = connection.prepare(
    `UPDATE inferences SET state = 'succeeded', take_id = @takeId, ended_at_ms = @atMs, failure = NULL
     WHERE job_id = @jobId AND state <> 'succeeded'`,
  );
  const job = connection.prepare<[string], { remote_id: string | null; charged_micro_usd: number }>(
    'SELECT remote_id, charged_micro_usd FROM ledger_jobs WHERE id = ?',
  );
  const durations = connection.prepare<[string, number], { ms: number }>(
    `SELECT ended_at_ms - started_at_ms AS ms FROM inferences
     WHERE model = ? AND state = 'succeeded' AND kind <> 'rehearsal' ORDER BY sequence DESC LIMIT ?`,
  );
  let pending = new Map<string, InferenceFacts>();
  let timer: NodeJS.Timeout | null = null;
  let begun = 0;

  const writeAll = connection.transaction((rows: Iterable<InferenceFacts>) => {
    for (const row of rows) put.run(row);
  });

  function flush(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (pending.size === 0) return;
    const rows = pending;
    pending = new Map();
    try {
      durably(() => writeAll.immediate(rows.values()));
      onChange();
    } catch (error) {
      onError(error);
    }
  }

  function keep(facts: InferenceFacts): void {
    pending.set(facts.id, facts);
    timer ??= setTimeout(flush, commitMs);
  }

  function logLine(event: string, facts: InferenceFacts): void {
    const { parameters, failure, startedAtMs, endedAtMs, processId: _, jobId, estimateMicroUsd, ...plain } = facts;
    const booked = jobId === null ? undefined : job.get(jobId);
    log.write({
      at: new Date(endedAtMs ?? startedAtMs).toISOString(),
      event,
      ...plain,
      jobId,
      providerRequestId: booked?.remote_id ?? null,
      ...(options.hasAmounts ? { estimateMicroUsd, chargedMicroUsd: booked?.charged_micro_usd ?? null } : {}),
      ...(endedAtMs === null
        ? { parameters: JSON.parse(parameters) as unknown }
        : { durationMs: Math.max(0, endedAtMs - startedAtMs) }),
      ...(failure === null ? {} : { failure: JSON.parse(failure) as unknown }),
    });
  }

  function forgetOld(): void {
    const { historyDays, historyRows } = readSettings();
    durably(() => {
      connection
        .prepare("DELETE FROM inferences WHERE started_at_ms < ? AND state <> 'running'")
        .run(clock.nowMs() - historyDays * 86_400_000);
      connection
        .prepare(
          `DELETE FROM inferences WHERE sequence <=
             (SELECT sequence FROM inferences ORDER BY sequence DESC LIMIT 1 OFFSET ?)`,
        )
        .run(historyRows);
    });
  }

  return {
    begin(start) {
      let facts: InferenceFacts = {
        id: randomUUID(),
        runId: start.runId,
        documentId: start.documentId,
        document: documentNameOf(start.documentFile),
        cell: start.cell,
        provider: start.provider,
        model: start.model,
        kind: start.kind,
        state: 'running',
        startedAtMs: clock.nowMs(),
        endedAtMs: null,
        parameters: JSON.stringify(describeParameters(start, redactor)),
        estimateMicroUsd: options.hasAmounts ? start.estimateMicroUsd : null,
        jobId: null,
        takeId: null,
        failure: null,
        processId: process.pid,
      };
      keep(facts);
      logLine('started', facts);
      begun += 1;
      if (begun % tidyEvery === 0) forgetOld();

      function end(state: InferenceState, change: Partial<InferenceFacts>): void {
        facts = { ...facts, ...change, state, endedAtMs: clock.nowMs() };
        keep(facts);
        logLine(state, facts);
      }

      return {
        ordered(jobId) {
          facts = { ...facts, jobId };
          keep(facts);
        },
        succeeded: (takeId) => end('succeeded', { takeId }),
        interrupted: () => end('interrupted', {}),
        failed(error) {
          if (error instanceof CancelledError) return end('cancelled', {});
          const failure = withoutSecrets(toFailure(error), redactor);
          const isLost = failure.code === 'ProviderError' && failure.kind === 'submission-unknown';
          end(isLost ? 'unknown' : 'failed', { failure: JSON.stringify(failure) });
        },
      };
    },
    fetched(jobId, takeId) {
      // What is still to be written would undo it.
      flush();
      const atMs = clock.nowMs();
      try {
        const { changes } = durably(() => fetchedJob.run({ jobId, takeId, atMs }));
        if (changes === 0) return;
        const booked = job.get(jobId);
        log.write({
          at: new Date(atMs).toISOString(),
          event: 'fetched',
          jobId,
          takeId,
          providerRequestId: booked?.remote_id ?? null,
        });
        onChange();
      } catch (error) {
        onError(error);
      }
    },
    list({ limit, after, model, state, of }) {
      flush();
      const where = `WHERE (@model IS NULL OR model = @model) AND (@state IS NULL OR inferences.state = @state)
        AND (@cell IS NULL OR (inferences.cell = @cell AND inferences.document_id = @documentId))`;
      const wanted = {
        model: model ?? null,
        state: state ?? null,
        cell: of?.cell ?? null,
        documentId: of?.documentId ?? null,
      };
      const from = after == null ? Number.MAX_SAFE_INTEGER : sequenceOf(after);
      const rows = connection
        .prepare<[object], InferenceRow>(
          `SELECT ${columns} FROM ${joined} ${where} AND sequence < @from ORDER BY sequence DESC LIMIT @limit`,
        )
        .all({ ...wanted, from, limit });
      const total = connection
        .prepare<[object], { total: number }>(`SELECT COUNT(*) AS total FROM inferences ${where}`)
        .get(wanted);
      const models = connection
        .prepare<[], { model: string }>('SELECT DISTINCT model FROM inferences ORDER BY model')
        .all();
      return {
        items: rows.map((row) => toInference(row, options.hasAmounts)),
        total: total?.total ?? 0,
        models: models.map((row) => row.model),
      };
    },
    paces(models) {
      flush();
      return models.flatMap((model) => {
        const taken = durations.all(model, paceOf).map((row) => row.ms);
        return taken.length === 0 ? [] : [{ model, medianMs: medianOf(taken), inferences: taken.length }];
      });
    },
    tidy(isAlive) {
      const running = connection
        .prepare<[], { process_id: number }>("SELECT DISTINCT process_id FROM inferences WHERE state = 'running'")
        .all();
      const close = connection.prepare(
        "UPDATE inferences SET state = 'interrupted', ended_at_ms = ? WHERE state = 'running' AND process_id = ?",
      );
      // Called before this process begins anything: what bears its own number is a predecessor's.
      for (const { process_id: id } of running) {
        if (id === process.pid || !isAlive(id)) durably(() => close.run(clock.nowMs(), id));
      }
      forgetOld();
    },
    async close() {
      flush();
      await log.close();
    },
  };

  function sequenceOf(id: string): number {
    const row = connection
      .prepare<[string], { sequence: number }>('SELECT sequence FROM inferences WHERE id = ?')
      .get(id);
    if (row !== undefined) return row.sequence;
    throw new NotFoundError('run', 'This part of the history is gone.', { hint: 'Look at it from the start.' });
  }
}

/** The middle one; the lower of two. A clock that was set back counts as no time. */
function medianOf(durations: readonly number[]): number {
  const sorted = durations.map((ms) => Math.max(0, ms)).sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

/** Highest price that may be told of a plan's cell; null where none is known. */
export function shownPrice(price: { isKnown: boolean; highMicroUsd: MicroUsd }): MicroUsd | null {
  return price.isKnown ? price.highMicroUsd : null;
}
