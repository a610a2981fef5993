/** Changes of the schema of `learning.db`, oldest first; the file's user_version counts them. */
export const learningMigrations: readonly (readonly string[])[] = [
  [
    'CREATE TABLE switches (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT',
    `CREATE TABLE sessions (id TEXT PRIMARY KEY, at_ms INTEGER NOT NULL, prompt TEXT NOT NULL, model TEXT NOT NULL,
      style TEXT, content TEXT, advised TEXT, taken TEXT NOT NULL) STRICT`,
    `CREATE TABLE session_loras (session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE, lora TEXT NOT NULL,
      advised_weight REAL, taken_weight REAL, PRIMARY KEY (session_id, lora)) STRICT, WITHOUT ROWID`,
    'CREATE INDEX session_loras_by_lora ON session_loras (lora)',
    // Of its own: a picture may be rated before or after it is known what it was made with.
    `CREATE TABLE feedback (session_id TEXT PRIMARY KEY, at_ms INTEGER NOT NULL, said TEXT NOT NULL) STRICT`,
  ],
];
