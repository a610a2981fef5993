import type { ColumnType, Generated } from 'kysely';

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

interface RunsTable {
  id: string;
  document_id: string;
  state: string;
  started_at_ms: number;
  ended_at_ms: number | null;
  interrupted: ColumnType<number, number | undefined, number>;
  /** Process that owns the run, to tell an interrupted run from one of another living process. */
  process_id: number;
  rehearsal: ColumnType<number, number | undefined, number>;
  cap_micro_usd: number | null;
}

interface CellRunsTable {
  run_id: string;
  position: number;
  key: string;
  unit: string;
  layer_name: string;
  layer_index: number;
  state: string;
  attempt: number;
  message: string | null;
  take_id: string | null;
  failure: string | null;
  started_at_ms: number | null;
  ended_at_ms: number | null;
  cost_micro_usd: ColumnType<number, number | undefined, number>;
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
  runs: RunsTable;
  cell_runs: CellRunsTable;
  takes: TakesTable;
  ratings: RatingsTable;
}
