import { describe, expect, it } from 'vitest';
import { catalogues } from '../i18n/i18n.ts';
import { createCommands } from './commands.ts';
import { findCommand, type KeyContext } from './find-command.ts';
import type { KeyPress } from './keys.ts';
import { commandsWith } from './user-keys.ts';

const commands = createCommands({ openPalette: () => undefined });
const plain: KeyPress = { key: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const onMatrix: KeyContext = { page: 'matrix', inField: false, inDialog: false, isMac: false };

describe('findCommand', () => {
  it.each<[string, Partial<KeyPress>, Partial<KeyContext>, string | null]>([
    ['g goes to the gallery', { key: 'g' }, {}, 'goGallery'],
    ['g is a letter in a field', { key: 'g' }, { inField: true }, null],
    ['Ctrl+Enter runs, also from a field', { key: 'Enter', ctrlKey: true }, { inField: true }, 'run'],
    ['Ctrl+Enter runs no document from the Generate page', { key: 'Enter', ctrlKey: true }, { page: 'generate' }, null],
    ['Ctrl+Z in a field is the field’s own', { key: 'z', ctrlKey: true }, { inField: true }, null],
    ['Ctrl+Y redoes', { key: 'y', ctrlKey: true }, {}, 'redo'],
    ['3 rates in the gallery', { key: '3' }, { page: 'gallery' }, 'rate3'],
    ['3 rates the take in its drawer', { key: '3' }, { page: 'gallery', inDialog: true }, 'rate3'],
    ['3 does nothing in the settings', { key: '3' }, { page: 'settings' }, null],
    ['f fits the matrix only', { key: 'f' }, { page: 'gallery' }, null],
    ['m does nothing behind a dialog', { key: 'm' }, { inDialog: true }, null],
    ['Ctrl+B is the browser’s', { key: 'b', ctrlKey: true }, {}, null],
    ['F7 stops', { key: 'F7' }, {}, 'cancelRun'],
    ['Ctrl+C in a field copies its text', { key: 'c', ctrlKey: true }, { inField: true }, null],
  ])('%s', (_name, press, context, expected) => {
    expect(findCommand(commands, { ...plain, ...press }, { ...onMatrix, ...context })?.id ?? null).toBe(expected);
  });
});

describe('the registry', () => {
  it('gives no chord to two commands that hear it on the same page', () => {
    const clashes = commands.flatMap((command) =>
      command.keys.flatMap((chord) => commandsWith(commands, chord, command).map(({ id }) => `${chord}: ${id}`)),
    );
    expect(clashes).toEqual([]);
  });

  it('has a label for every command', () => {
    const labels = Object.keys(catalogues.en.shortcuts.commands).sort();
    expect(commands.map((command) => command.id).sort()).toEqual(labels);
  });
});
