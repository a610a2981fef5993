import { TelarError, type FailureData, type TakeId } from '../../../shared/base/index.ts';
import {
  learnedScore,
  nothingLearned,
  saidAfter,
  type Feedback,
  type Insights,
  type Learned,
} from '../../../shared/assist/index.ts';
import {
  databaseFailure,
  durably,
  isDamaged,
  isReplaced,
  keepCopy,
  openSideDatabase,
  startAnew,
  type Connection,
  type SideDatabase,
} from '../../platform/index.ts';
import { combinationInsights, groupBy, habitInsights, loraInsights } from './learning-insights.ts';
import { fileOf, parseFile } from './learning-file.ts';
import type { LearningFile, LearningSession } from './learning-records.ts';
import {
  feedbackOf,
  insertFeedback,
  insertSession,
  insertUses,
  outcomeOf,
  readFeedback,
  readSessions,
  readUses,
} from './learning-rows.ts';
import { learningMigrations } from './learning-tables.ts';

/**
 * What the user's own results teach, in a database of its own that the program can do without: one that is damaged is put
 * aside, `problem` says so, and everything goes on with the copy of the last orderly end, or without what was learned.
 */
export interface LearningStore {
  /** What is known of LoRAs now; nothing while learning is switched off. */
  learned(): Learned;
  /** What keeps it from being read or kept; null when all is well. */
  problem(): FailureData | null;
  /**
   * Keeps how a picture was advised and made. Nothing is kept while learning is switched off. A disk that is full does not
   * throw, since the picture is there: `problem` says so until something can be kept again.
   */
  record(session: LearningSession): void;
  /** Adds what the user says of a picture to what was said before. Nothing is kept while learning is switched off. */
  giveFeedback(said: Feedback, nowMs: number): void;
  /** Whether it was told how a picture was made. */
  knows(picture: TakeId): boolean;
  /** Stars that a picture got, or with 0 lost. One that was never recorded teaches nothing. */
  rate(picture: TakeId, stars: number, nowMs: number): void;
  insights(): Insights;
  /** Switched off, nothing is kept and nothing moves advice; what was learned stays for later. */
  configure(options: { isEnabled: boolean }): void;
  /** Forgets the results of a LoRA, or with null everything: its score is again what it was before the first. */
  reset(lora: string | null): void;
  /** Everything as JSON text. */
  export(): string;
  /** Adds what was exported, once however often. Throws UsageError `invalid` for any other text. */
  import(json: string): void;
  close(): void;
}

/** Opens `file` when it is first needed. */
export function createLearningStore(file: string): LearningStore {
  let open: SideDatabase | null = null;
  /** What kept the newest picture from being noted. */
  let unkept: TelarError | null = null;
  let isChanged = false;

  /** Damage may show only when a page is read: then it is put aside as at the opening. */
  function use<T>(work: (connection: Connection) => T, mode: 'deferred' | 'immediate' = 'deferred'): T {
    if (open !== null && isReplaced(open, file)) {
      open.connection.close();
      open = null;
    }
    open ??= openSideDatabase(file, learningMigrations);
    const { connection, identity } = open;
    try {
      return durably(() => connection.transaction(() => work(connection))[mode]());
    } catch (error) {
      if (!isDamaged(error)) throw error;
      connection.close();
      open = startAnew(file, learningMigrations, { cause: error, identity });
      return work(open.connection);
    }
  }

  /** Another process may learn at the same moment: whoever reads what it then changes has to be alone from the start. */
  function write(work: (connection: Connection) => void): void {
    use(work, 'immediate');
    isChanged = true;
  }

  function change(work: (connection: Connection) => void): void {
    write((connection) => {
      if (isEnabled(connection)) work(connection);
    });
  }

  const problem = (): FailureData | null => (unkept ?? open?.problem ?? null)?.toJSON() ?? null;

  return {
    learned() {
      return use((connection) => (isEnabled(connection) ? learnedFrom(connection) : nothingLearned));
    },
    problem,
    record(session) {
      unkept = unlessUnkept(() =>
        change((connection) => {
          insertSession(connection, session);
          insertUses(connection, usesOf(session));
        }),
      );
    },
    giveFeedback(said, nowMs) {
      change((connection) => {
        const before = feedbackOf(connection, said.id) ?? { id: said.id };
        insertFeedback(connection, { atMs: nowMs, said: saidAfter(before, said) });
      });
    },
    knows: (picture) => use((connection) => isKnown(connection, picture)),
    rate(picture, stars, nowMs) {
      change((connection) => {
        if (!isKnown(connection, picture)) return;
        const before = feedbackOf(connection, picture) ?? { id: picture };
        insertFeedback(connection, { atMs: nowMs, said: saidAfter(before, { rating: stars === 0 ? null : stars }) });
      });
    },
    insights() {
      const found = use((connection) => insightsOf(connection));
      return { ...found, problem: problem() };
    },
    configure({ isEnabled: value }) {
      write((connection) => {
        connection.prepare("INSERT OR REPLACE INTO switches VALUES ('enabled', ?)").run(value ? 1 : 0);
      });
    },
    reset(lora) {
      write((connection) => {
        if (lora !== null) return void connection.prepare('DELETE FROM session_loras WHERE lora = ?').run(lora);
        connection.exec('DELETE FROM feedback; DELETE FROM session_loras; DELETE FROM sessions');
      });
    },
    export: () => use((connection) => `${JSON.stringify(fileOf(connection), null, 2)}\n`),
    import(json) {
      const { sessions, loras, feedback } = parseFile(json);
      write((connection) => {
        const isNew = connection.prepare('SELECT 1 FROM sessions WHERE id = ?');
        const added = new Set(sessions.filter(({ id }) => isNew.get(id) === undefined).map(({ id }) => id));
        for (const session of sessions) insertSession(connection, session);
        // A LoRA that was forgotten here is not brought back by a session that is still known.
        insertUses(
          connection,
          loras.filter(({ session }) => added.has(session)),
        );
        for (const said of feedback) insertFeedback(connection, said);
      });
    },
    close() {
      if (open === null) return;
      if (isChanged) copyAtEnd(open, file);
      open.connection.close();
      open = null;
      isChanged = false;
    },
  };
}

/** A full disk costs the copy alone, and damage is told at the next opening. */
function copyAtEnd(kept: SideDatabase, file: string): void {
  try {
    keepCopy(kept, file);
  } catch (error) {
    const isOfDisk = error instanceof Error && 'syscall' in error;
    if (!isDamaged(error) && databaseFailure(error) === null && !isOfDisk) throw error;
  }
}

/** Does what nobody has to wait for or be stopped by; answers what the disk had against it. */
function unlessUnkept(work: () => void): TelarError | null {
  try {
    work();
    return null;
  } catch (error) {
    const failure = error instanceof TelarError ? error : databaseFailure(error);
    if (failure === null) throw error;
    return failure;
  }
}

function isEnabled(connection: Connection): boolean {
  const row = connection.prepare("SELECT value FROM switches WHERE name = 'enabled'").get() as
    { value: number } | undefined;
  return row?.value !== 0;
}

function isKnown(connection: Connection, picture: TakeId): boolean {
  return connection.prepare('SELECT 1 FROM sessions WHERE id = ?').get(picture) !== undefined;
}

function learnedFrom(connection: Connection): Learned {
  const uses = readUses(connection);
  const newestMs = newestOf(uses);
  const scores = new Map(
    [...groupBy(uses, ({ lora }) => lora)].map(([lora, own]) => [lora, learnedScore(own.map(outcomeOf), newestMs)]),
  );
  return { scoreOf: (lora) => scores.get(lora) ?? nothingLearned.scoreOf(lora) };
}

function newestOf(uses: readonly { at_ms: number; said_at_ms: number | null }[]): number {
  return uses.reduce((newest, use) => Math.max(newest, use.said_at_ms ?? use.at_ms), 0);
}

function insightsOf(connection: Connection): Omit<Insights, 'problem'> {
  const uses = readUses(connection);
  const sessions = readSessions(connection);
  const said = readFeedback(connection);
  return {
    isEnabled: isEnabled(connection),
    generations: sessions.length,
    ratings: said.filter(({ said: { rating } }) => rating !== undefined).length,
    loras: loraInsights(uses, newestOf(uses)),
    combinations: combinationInsights(uses),
    habits: habitInsights(sessions),
  };
}

/** LoRAs that were advised or used. */
function usesOf({ id, advised, taken }: LearningSession): LearningFile['loras'] {
  const names = new Set([...(advised?.loras ?? []), ...taken.loras].map((lora) => lora.id));
  const weightIn = (loras: readonly { id: string; weight: number }[], name: string): number | null =>
    loras.find((lora) => lora.id === name)?.weight ?? null;
  return [...names].map((lora) => ({
    session: id,
    lora,
    advised: weightIn(advised?.loras ?? [], lora),
    taken: weightIn(taken.loras, lora),
  }));
}
