import type { Feedback, Outcome } from '../../../shared/assist/index.ts';
import type { Connection } from '../../platform/index.ts';
import type { LearningFile, LearningSession, SaidFeedback } from './learning-records.ts';

interface SessionRow {
  id: string;
  at_ms: number;
  prompt: string;
  model: string;
  style: string | null;
  content: string | null;
  advised: string | null;
  taken: string;
}

/** A use of a LoRA, with what is known of its picture. */
export interface UseRow {
  lora: string;
  advised_weight: number | null;
  taken_weight: number | null;
  session_id: string;
  at_ms: number;
  model: string;
  style: string | null;
  content: string | null;
  said: string | null;
  said_at_ms: number | null;
}

export function insertSession(database: Connection, session: LearningSession): void {
  database
    .prepare(
      `INSERT OR IGNORE INTO sessions (id, at_ms, prompt, model, style, content, advised, taken)
       VALUES (@id, @atMs, @prompt, @model, @style, @content, @advised, @taken)`,
    )
    .run({
      ...session,
      advised: session.advised === null ? null : JSON.stringify(session.advised),
      taken: JSON.stringify(session.taken),
    });
}

export function insertUses(database: Connection, uses: LearningFile['loras']): void {
  const insert = database.prepare(
    `INSERT OR IGNORE INTO session_loras (session_id, lora, advised_weight, taken_weight)
     SELECT @session, @lora, @advised, @taken WHERE EXISTS (SELECT 1 FROM sessions WHERE id = @session)`,
  );
  for (const use of uses) insert.run(use);
}

/** What is said of a picture later replaces what was said before. */
export function insertFeedback(database: Connection, { atMs, said }: SaidFeedback): void {
  database
    .prepare(
      `INSERT INTO feedback (session_id, at_ms, said) VALUES (?, ?, ?)
       ON CONFLICT (session_id) DO UPDATE SET at_ms = excluded.at_ms, said = excluded.said
       WHERE excluded.at_ms >= feedback.at_ms`,
    )
    .run(said.id, atMs, JSON.stringify(said));
}

export function readFeedback(database: Connection): SaidFeedback[] {
  const rows = database.prepare('SELECT at_ms, said FROM feedback ORDER BY session_id').all() as {
    at_ms: number;
    said: string;
  }[];
  return rows.map((row) => ({ atMs: row.at_ms, said: JSON.parse(row.said) as Feedback }));
}

export function feedbackOf(database: Connection, id: string): Feedback | null {
  const row = database.prepare('SELECT said FROM feedback WHERE session_id = ?').get(id) as
    { said: string } | undefined;
  return row === undefined ? null : (JSON.parse(row.said) as Feedback);
}

export function readSessions(database: Connection): LearningSession[] {
  const rows = database.prepare('SELECT * FROM sessions ORDER BY at_ms, id').all() as SessionRow[];
  return rows.map(({ at_ms: atMs, advised, taken, ...row }) => ({
    ...row,
    atMs,
    advised: advised === null ? null : (JSON.parse(advised) as LearningSession['taken']),
    taken: JSON.parse(taken) as LearningSession['taken'],
  }));
}

export function readUses(database: Connection): UseRow[] {
  return database
    .prepare(
      `SELECT l.lora, l.advised_weight, l.taken_weight, s.id AS session_id, s.at_ms, s.model, s.style, s.content,
         f.said, f.at_ms AS said_at_ms
       FROM session_loras l JOIN sessions s ON s.id = l.session_id LEFT JOIN feedback f ON f.session_id = s.id
       ORDER BY l.lora, s.id`,
    )
    .all() as UseRow[];
}

/** What a use of a LoRA says of it. */
export function outcomeOf(use: UseRow): Outcome {
  const said = use.said === null ? null : (JSON.parse(use.said) as Feedback);
  return {
    stars: said === null ? null : starsOf(said),
    acted: said === null ? null : actedOf(said),
    isRemoved: use.taken_weight === null,
    atMs: use.said_at_ms ?? use.at_ms,
  };
}

/** The rating of the whole, else the mean of those of its parts. */
export function starsOf({ rating, quality, accuracy, aesthetic }: Feedback): number | null {
  if (typeof rating === 'number') return rating;
  const parts = [quality, accuracy, aesthetic].filter((each) => typeof each === 'number');
  return parts.length === 0 ? null : parts.reduce((sum, each) => sum + each, 0) / parts.length;
}

function actedOf({ actions = [] }: Feedback): number | null {
  if (actions.length === 0) return null;
  return actions.filter((action) => action === 'saved' || action === 'shared').length / actions.length;
}
