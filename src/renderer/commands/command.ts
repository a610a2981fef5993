import type { Translate } from '../i18n/index.ts';
import type { Page, Studio } from '../studio/index.ts';

export const commandGroups = ['run', 'document', 'edit', 'go', 'matrix', 'gallery', 'help'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** Name of a command; its label is `shortcuts.commands.<id>`. */
export type CommandId =
  | 'run'
  | 'rehearse'
  | 'retryFailed'
  | 'pauseRun'
  | 'cancelRun'
  | 'queue'
  | 'toFront'
  | 'plan'
  | 'undo'
  | 'redo'
  | 'save'
  | 'saveAs'
  | 'openDocument'
  | 'newDocument'
  | 'importTable'
  | 'closeDocument'
  | 'nextDocument'
  | 'previousDocument'
  | 'revertDocument'
  | 'goMatrix'
  | 'goGenerate'
  | 'goGallery'
  | 'goModels'
  | 'goEngine'
  | 'goCosts'
  | 'goSettings'
  | 'fit'
  | 'fitSelection'
  | 'switchView'
  | 'deselect'
  | 'inspector'
  | 'inspectDocument'
  | 'switchModel'
  | 'addLayer'
  | 'selectAll'
  | 'delete'
  | 'mute'
  | 'connect'
  | 'nextWire'
  | 'previousWire'
  | 'group'
  | 'ungroup'
  | 'fold'
  | 'alignLeft'
  | 'alignTop'
  | 'spreadAcross'
  | 'spreadDown'
  | 'arrange'
  | 'resetPositions'
  | 'copy'
  | 'cut'
  | 'paste'
  | 'pasteLinked'
  | 'duplicate'
  | 'duplicateLinked'
  | 'find'
  | 'palette'
  | 'shortcuts'
  | `rate${0 | 1 | 2 | 3 | 4 | 5}`;

/** Why a command can do nothing now; its sentence is `shortcuts.needs.<name>`. */
type CommandNeed = 'document' | 'editable' | 'run' | 'noRun' | 'step' | 'cells' | 'cell' | 'take';

/** Something the user can do by key, from the palette, and that the `?` sheet lists. */
export interface Command {
  id: CommandId;
  group: CommandGroup;
  /** Chords it has until the user chooses others. */
  keys: readonly string[];
  /** Pages it works on; everywhere when absent. */
  pages?: readonly Page[];
  /** Works while a text field has the focus. */
  inFields: boolean;
  /** Works while a dialog is open. */
  inDialogs: boolean;
  /** What is missing when it is not enabled. */
  needs?: CommandNeed;
  /**
   * The keys keep the browser's own meaning: `disabled` while the command can do nothing, so that selected text is copied
   * as text; `pasting` always, because only the browser's own event may read the clipboard unasked.
   */
  native?: 'disabled' | 'pasting';
  isEnabled(studio: Studio): boolean;
  perform(studio: Studio, t: Translate): void;
}

/** How a command opens things that are not part of the studio's state. */
export interface CommandPorts {
  openPalette(): void;
}

const always = (): boolean => true;
/** What most commands are. */
export const usual = { inFields: false, inDialogs: false, isEnabled: always };
