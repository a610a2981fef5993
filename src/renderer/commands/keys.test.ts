// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { chordLabels, chordOf, isTextField, matchesChord, type KeyPress } from './keys.ts';

const none: KeyPress = { key: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

describe('matchesChord', () => {
  it.each<[string, Partial<KeyPress>, boolean, boolean]>([
    ['mod+z', { key: 'z', ctrlKey: true }, false, true],
    ['mod+z', { key: 'Z', ctrlKey: true, shiftKey: true }, false, false],
    ['mod+shift+z', { key: 'Z', ctrlKey: true, shiftKey: true }, false, true],
    ['mod+z', { key: 'z', metaKey: true }, true, true],
    ['mod+z', { key: 'z', ctrlKey: true }, true, false],
    ['mod+enter', { key: 'Enter', ctrlKey: true }, false, true],
    ['g', { key: 'g' }, false, true],
    ['g', { key: 'g', ctrlKey: true }, false, false],
    ['g', { key: 'g', altKey: true }, false, false],
    ['alt+c', { key: 'ç', code: 'KeyC', altKey: true }, true, true],
    ['mod++', { key: '+', ctrlKey: true, shiftKey: true }, false, true],
    ['f5', { key: 'F5' }, false, true],
    ['?', { key: '?', shiftKey: true }, false, true],
    ['?', { key: '?' }, false, true],
    ['1', { key: '1', shiftKey: true }, false, true],
  ])('%s and %j on a Mac: %s', (chord, press, isMac, expected) => {
    expect(matchesChord({ ...none, ...press }, chord, isMac)).toBe(expected);
  });
});

it('prints the keys in the words of the keyboard', () => {
  const names = {
    ctrl: 'Ctrl',
    shift: 'Mayús',
    alt: 'Alt',
    enter: 'Intro',
    escape: 'Esc',
    space: 'Espacio',
    delete: 'Supr',
    pageUp: 'Re Pág',
    pageDown: 'Av Pág',
  };
  expect(chordLabels('mod+shift+z', false, names)).toEqual(['Ctrl', 'Mayús', 'Z']);
  expect(chordLabels('mod+enter', true, names)).toEqual(['⌘', 'Intro']);
});

it.each<[Partial<KeyPress>, string | null]>([
  [{ key: 'Control', ctrlKey: true }, null],
  [{ key: 'Z', ctrlKey: true, shiftKey: true }, 'mod+shift+z'],
  [{ key: '?', shiftKey: true }, '?'],
  [{ key: ' ', altKey: true }, 'alt+space'],
  [{ key: 'F6' }, 'f6'],
])('the press %j is the chord %s', (press, expected) => {
  const chord = chordOf({ ...none, ...press }, false);
  expect(chord).toBe(expected);
  if (chord !== null) expect(matchesChord({ ...none, ...press }, chord, false)).toBe(true);
});

it.each([
  ['<input>', true],
  ['<input type="number">', true],
  ['<input type="radio">', false],
  ['<textarea></textarea>', true],
  ['<div contenteditable="true"></div>', true],
  ['<button></button>', false],
])('%s takes text: %s', (html, expected) => {
  document.body.innerHTML = html;
  expect(isTextField(document.body.firstElementChild)).toBe(expected);
});
