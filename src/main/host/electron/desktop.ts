import type { BrowserWindow, Dialog, OpenDialogOptions, SaveDialogOptions, Shell } from 'electron';
import type { Desktop } from '../../core/index.ts';

/** Endings of documents: Telar's own, and the plain form of other programs. */
const filters = [{ name: 'Telar', extensions: ['json'] }];

/** Electron's part of the desktop. The dialogs belong to the window, so that nothing else is clicked meanwhile. */
export function createDesktop(
  dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>,
  shell: Pick<Shell, 'showItemInFolder'>,
  window: () => BrowserWindow | null,
): Desktop {
  return {
    showInFolder: (file) => shell.showItemInFolder(file),
    async chooseFile(purpose, suggested) {
      const parent = window();
      if (purpose === 'open') {
        const options = openOptions(suggested);
        const { filePaths } = await (parent === null
          ? dialog.showOpenDialog(options)
          : dialog.showOpenDialog(parent, options));
        return filePaths[0] ?? null;
      }
      const options = saveOptions(suggested);
      const { filePath } = await (parent === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(parent, options));
      return chosenPath(filePath);
    },
  };
}

/** One document that exists. */
export function openOptions(suggested: string | null): OpenDialogOptions {
  return { properties: ['openFile'], filters, ...(suggested === null ? {} : { defaultPath: suggested }) };
}

/** A place for a document; the system asks before it would be written over. */
export function saveOptions(suggested: string | null): SaveDialogOptions {
  return {
    properties: ['createDirectory', 'showOverwriteConfirmation'],
    filters,
    ...(suggested === null ? {} : { defaultPath: suggested }),
  };
}

/** The path that was chosen for a new document; not every system adds the ending. Null when the dialog was closed. */
export function chosenPath(filePath: string): string | null {
  if (filePath === '') return null;
  return /\.json$/i.test(filePath) ? filePath : `${filePath}.telar.json`;
}
