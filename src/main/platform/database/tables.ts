import type { Generated } from 'kysely';

interface SettingsTable {
  key: string;
  value: string;
}

interface DocumentsTable {
  id: string;
  file: string;
  title: string;
  opened_at_ms: number;
}

/** Index of the takes folders; rebuilt from their index files at any time. */
interface TakesTable {
  id: string;
  document_id: string;
  output_dir: string;
  created_at: string;
  picked: number;
  data: string;
  sequence: Generated<number>;
}

interface RatingsTable {
  take_id: string;
  stars: number;
  rated_at_ms: number;
}

export interface Tables {
  settings: SettingsTable;
  documents: DocumentsTable;
  takes: TakesTable;
  ratings: RatingsTable;
}
