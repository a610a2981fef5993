import type { BaseWindow, BrowserWindow, OpenDialogOptions, SaveDialogOptions } from 'electron';
import { expect, it } from 'vitest';
import { chosenPath, createDesktop, openOptions, saveOptions } from './desktop.ts';

it.each([
  ['', null],
  ['/films/sea.telar.json', '/films/sea.telar.json'],
  ['/films/plain.JSON', '/films/plain.JSON'],
  ['/films/sea', '/films/sea.telar.json'],
  ['/films/v1.2', '/films/v1.2.telar.json'],
])('a new document at %j is written to %j', (chosen, file) => {
  expect(chosenPath(chosen)).toBe(file);
});

it('begins where it is told, asks for one file, and before writing over one', () => {
  expect(openOptions(null)).not.toHaveProperty('defaultPath');
  expect(openOptions('/films')).toMatchObject({ defaultPath: '/films', properties: ['openFile'] });
  expect(saveOptions('/films/sea.telar.json')).toMatchObject({
    defaultPath: '/films/sea.telar.json',
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
});

it('answers what was chosen, null for a closed dialog, and shows a file where it lies', async () => {
  const asked: unknown[] = [];
  const answers = { open: ['/films/sea.telar.json'], save: '' };
  const dialog = {
    showOpenDialog: (...args: [BaseWindow, OpenDialogOptions] | [OpenDialogOptions]) => {
      asked.push(args.length);
      return Promise.resolve({ canceled: false, filePaths: answers.open });
    },
    showSaveDialog: (...args: [BaseWindow, SaveDialogOptions] | [SaveDialogOptions]) => {
      asked.push(args.length);
      return Promise.resolve({ canceled: true, filePath: answers.save });
    },
  };
  const shown: string[] = [];
  const shell = { showItemInFolder: (file: string) => void shown.push(file) };
  const withoutWindow = createDesktop(dialog, shell, () => null);
  expect(await withoutWindow.chooseFile('open', null)).toBe('/films/sea.telar.json');
  answers.open = [];
  expect(await withoutWindow.chooseFile('open', null)).toBeNull();
  const inWindow = createDesktop(dialog, shell, () => ({}) as BrowserWindow);
  expect(await inWindow.chooseFile('save', '/films')).toBeNull();
  inWindow.showInFolder('/films/sea.png');
  expect([asked, shown]).toEqual([[1, 1, 2], ['/films/sea.png']]);
});
