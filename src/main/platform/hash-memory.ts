import type { Connection } from './database/open-database.ts';
import type { HashMemory, KnownHash } from './file-hash.ts';

/** A memory in the database: a folder of films need not be read again at every start. */
export function createHashMemory(connection: Connection): HashMemory {
  const select = connection.prepare<[string], KnownHash>('SELECT identity, sha256 FROM file_hashes WHERE file = ?');
  const insert = connection.prepare('INSERT OR REPLACE INTO file_hashes (file, identity, sha256) VALUES (?, ?, ?)');
  const recent = new Map<string, KnownHash>();
  return {
    get: (file) => recent.get(file) ?? select.get(file),
    set(file, known) {
      recent.set(file, known);
      insert.run(file, known.identity, known.sha256);
    },
  };
}
