import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { createRedactor, type Redactor } from './redact.ts';

export type { Logger } from 'pino';

const maxBytes = 5 * 1024 * 1024;

export interface LogOptions {
  /** Knows the keys of this program; by default only the forms of keys. */
  redactor?: Redactor;
  level?: string;
}

/** Opens the rotating log `logs/telar.log` (JSON lines) of a data folder. Secrets are redacted at the sink. */
export function openLog(home: string, options: LogOptions = {}): Logger {
  const { redactor = createRedactor(), level = process.env.LOG_LEVEL ?? 'info' } = options;
  const folder = join(home, 'logs');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'telar.log');
  if (existsSync(file) && statSync(file).size > maxBytes) renameSync(file, join(folder, 'telar.1.log'));
  const names = ['token', 'key', 'authorization', 'cookie', 'code'];
  return pino(
    {
      level: pino.levels.values[level] === undefined ? 'info' : level,
      redact: names.flatMap((name) => [name, `*.${name}`]),
      // The line as it is written: also what stands in messages and stacks of errors.
      hooks: { streamWrite: (line) => redactor.text(line) },
    },
    pino.destination({ dest: file, sync: true, mkdir: true }),
  );
}
