import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { openDocumentSession, type DocumentSession } from '../src/main/matrix/index.ts';
import { documentId } from '../src/shared/base/index.ts';

export const source = `${JSON.stringify({ telar: 1, title: 'Film', layers: [], units: [], mine: 1 }, null, 2)}\n`;

/** A document in a folder of its own, made anew for each test, and the sessions on it, closed at its end. */
export function useDocument() {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'telar-session-'));
    await writeFile(join(folder, 'film.telar.json'), source);
  });
  const sessions: DocumentSession[] = [];
  afterEach(async () => {
    for (const session of sessions.splice(0)) await session.close();
  });
  return {
    get folder() {
      return folder;
    },
    get file() {
      return join(folder, 'film.telar.json');
    },
    /** A hidden file beside the document. */
    hidden: (ending: string): string => join(folder, `.film.telar.json.${ending}`),
    async open(name = 'film.telar.json'): Promise<DocumentSession> {
      const session = await openDocumentSession(documentId.parse('d1'), join(folder, name), {
        onKept: () => undefined,
        onChange: () => undefined,
        onError: (error) => {
          throw error;
        },
      });
      sessions.push(session);
      return session;
    },
  };
}

/** Gives the document another title. */
export function rename(session: DocumentSession, value: string): void {
  const { revision } = session.describe();
  session.edit({ baseRevision: revision, edit: { type: 'set-title', value }, label: 'Rename' });
}
