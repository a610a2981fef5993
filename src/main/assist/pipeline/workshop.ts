import type { Take } from '../../../shared/artifact/index.ts';
import type { CellKey, DocumentId, MicroUsd, TakeId } from '../../../shared/base/index.ts';
import type { Feedback, GenerationMetadata, GenerationPicture } from '../../../shared/assist/index.ts';
import type { RunConsent } from '../../../shared/contract/index.ts';
import type { MatrixDocument } from '../../../shared/matrix/index.ts';
import type { RunPlan } from '../../../shared/plan/index.ts';
import type { CellRun, RunRecord } from '../../../shared/run/index.ts';
import type { ModelTemplate } from '../../../shared/template/index.ts';

/** A generation's document as it lies in the data folder. */
export interface StoredDocument {
  documentId: DocumentId;
  /** Absolute path. */
  file: string;
  matrix: MatrixDocument;
}

/** A picture of a generation. */
export interface StoredPicture {
  cell: CellKey;
  take: Take;
  /** Absolute path of its file. */
  path: string;
  /** 1 to 5 stars; 0 = not rated. */
  rating: number;
  peakMemory: GenerationMetadata['peakMemory'];
  /** What the user has said of it beside the stars. */
  said: GenerationPicture['said'];
}

/** A run of a generation's document. */
export interface GenerationRun {
  documentId: DocumentId;
  /** Settles when every picture is made, or is not to be made any more. */
  finished: Promise<RunRecord>;
  cancel(): void;
}

/** What may be paid: known beforehand, or answered for the plan. It may throw to refuse it. */
export type PlanConsent = RunConsent | ((plan: RunPlan) => RunConsent | Promise<RunConsent>);

export interface GenerationRunOptions {
  consent: PlanConsent;
  onCell: (cell: CellRun) => void;
  /** Longest time of one picture on this machine; left out for no limit. */
  maxSeconds?: number;
}

/**
 * Port of the ordinary way from a document to pictures: plans, runs, takes and ratings are those of any document, so a
 * generation resumes, is rated and shows in the gallery like one.
 */
export interface Workshop {
  /** Throws ModelNotFoundError. */
  templateOf(model: string): ModelTemplate;
  /** The template of a model, also of one that is gone: then null. */
  knownTemplate(model: string): ModelTemplate | null;
  /** What a run would do and cost; nothing is written. Throws what keeps it from running. */
  plan(id: string, matrix: MatrixDocument): Promise<RunPlan>;
  /** Most that a run of the document may cost where nothing else is said; null for no limit. */
  cap(id: string, matrix: MatrixDocument): Promise<MicroUsd | null>;
  /** Writes the document and runs it. Of one that cannot run nothing is left behind. */
  start(id: string, matrix: MatrixDocument, options: GenerationRunOptions): Promise<GenerationRun>;
  /** Runs what a generation has not made yet. Throws NotFoundError `generation`. */
  resume(id: string, options: GenerationRunOptions): Promise<GenerationRun>;
  /** Ids of all generations, the newest first. */
  list(): Promise<string[]>;
  /** Throws NotFoundError `generation`. */
  read(id: string): Promise<StoredDocument>;
  /** The picked picture of each cell. */
  pictures(document: StoredDocument): Promise<StoredPicture[]>;
  /** Keeps what is said of a picture beside it. Throws NotFoundError `generation`. */
  noteSaid(said: Feedback): Promise<void>;
  /** The generation that a picture belongs to. Throws NotFoundError `generation`. */
  generationOf(take: TakeId): Promise<string>;
  /** The newest run of a document; null when it never ran. */
  latestRun(documentId: DocumentId): RunRecord | null;
}
