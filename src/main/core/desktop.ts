/** Why a file is asked for: one that exists, or a place for a new one. */
export type FilePurpose = 'open' | 'save';

/** What a desktop program can do beyond its window; hosts without a desktop of their own leave it out. */
export interface Desktop {
  /** Opens the folder of a file in the system's file manager, with the file marked. */
  showInFolder(file: string): void;
  /** The system's own dialog; null when the user closed it. `suggested`: path to begin with. */
  chooseFile(purpose: FilePurpose, suggested: string | null): Promise<string | null>;
}
