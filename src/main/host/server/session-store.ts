import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Logger } from '../../platform/index.ts';
import { createSecret, equalHashes, hashSecret } from './secret.ts';

/** How long a browser stays signed in: 30 days, in milliseconds. */
export const sessionLifeMs = 30 * 24 * 60 * 60 * 1000;

/** Browsers that stay signed in at once; the oldest is signed out first. */
const maxSessions = 50;

const session = z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/), createdAt: z.int() });
const sessionFile = z.strictObject({ version: z.literal(1), sessions: z.array(session) });
type Session = z.output<typeof session>;

/** Browsers that have exchanged a start code. They stay signed in when the host restarts. */
export interface SessionStore {
  /** Signs a browser in and returns its token, which is kept nowhere. */
  create(): Promise<string>;
  has(token: string): boolean;
}

export interface SessionStoreOptions {
  home: string;
  log: Pick<Logger, 'warn'>;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** Opens `<home>/web-sessions.json`, which holds hashes only and is readable by its owner only. */
export async function openSessionStore({ home, log, now = Date.now }: SessionStoreOptions): Promise<SessionStore> {
  const file = join(home, 'web-sessions.json');
  let sessions = await readSessions(file, log);
  let writing: Promise<unknown> = Promise.resolve();

  async function add(added: Session): Promise<void> {
    // Another host of the same data folder may have signed a browser in since.
    const known = await readSessions(file, log);
    const merged = new Map([...known, ...sessions, added].map((entry) => [entry.hash, entry]));
    sessions = [...merged.values()].filter(isAlive).slice(-maxSessions);
    await writePrivately(file, JSON.stringify({ version: 1, sessions }));
  }

  function isAlive({ createdAt }: Session): boolean {
    return now() - createdAt < sessionLifeMs;
  }

  return {
    async create() {
      const token = createSecret();
      const added = writing.then(() => add({ hash: hashSecret(token), createdAt: now() }));
      // One failed write must not stop the next one; whoever asked for it hears of the failure.
      writing = added.catch(() => undefined);
      await added;
      return token;
    },
    has(token) {
      const wanted = hashSecret(token);
      return sessions.filter((entry) => equalHashes(entry.hash, wanted) && isAlive(entry)).length > 0;
    },
  };
}

async function readSessions(file: string, log: Pick<Logger, 'warn'>): Promise<Session[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && (error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  try {
    return sessionFile.parse(JSON.parse(text)).sessions;
  } catch {
    // Only sign-ins are lost: a new start link brings each of them back.
    log.warn({ file }, 'the list of signed-in browsers is unreadable and starts anew');
    return [];
  }
}

async function writePrivately(file: string, text: string): Promise<void> {
  const temporary = `${file}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    await writeFile(temporary, text, { mode: 0o600, flag: 'wx', flush: true });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
