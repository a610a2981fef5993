import { describe, expect, it } from 'vitest';
import { failureKinds, type FailureCode, type FailureData } from '../../shared/base/index.ts';
import { chooseLanguage } from './choose-language.ts';
import { hints } from './es/hints.ts';
import { failureText } from './failure-text.ts';
import { catalogues } from './i18n.ts';

function leaves(value: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(value).flatMap(([key, each]: [string, string | object]): [string, string][] =>
      typeof each === 'string' ? [[`${path}${key}`, each]] : [...leaves(each, `${path}${key}.`)],
    ),
  );
}

function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([whole]) => whole).sort();
}

const english = leaves(catalogues.en);
const spanish = leaves(catalogues.es);

describe('catalogues', () => {
  it('have the same keys', () => {
    expect([...spanish.keys()]).toEqual([...english.keys()]);
  });

  it('have no empty sentence', () => {
    expect([...english, ...spanish].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('interpolate the same values, but for numbers that a Spanish singular spells out', () => {
    const different = [...english].filter(([key, text]) => {
      const other = placeholdersOf(spanish.get(key) ?? '');
      return key !== 'run.runRemaining_one' && placeholdersOf(text).join() !== other.join();
    });
    expect(different).toEqual([]);
  });

  it.each(Object.keys(failureKinds) as FailureCode[])('say every kind of %s', (code) => {
    const kinds = [...failureKinds[code]].sort();
    expect(Object.keys(catalogues.en.failure[code]).sort()).toEqual(kinds);
    expect(Object.keys(catalogues.es.failure[code]).sort()).toEqual(kinds);
    expect(hints[code]).not.toBe('');
  });
});

describe('failureText', () => {
  const failure: FailureData = {
    code: 'LayerDependencyError',
    kind: 'missing-take',
    message: 'dawn/print needs dawn/plate, which has no take yet.',
    hint: 'Run dawn/plate first.',
    place: {},
    values: { cell: 'dawn/plate' },
  };

  it('fills in the values', () => {
    expect(failureText(failure, 'es').sentence).toBe('Necesita dawn/plate, que aún no tiene ninguna toma.');
  });

  it('falls back to the message of the core when a value is missing', () => {
    expect(failureText({ ...failure, values: {} }, 'es').sentence).toBe(failure.message);
  });

  it('says in the language what is wrong with a JSON text', () => {
    const values = { problem: 'CommaExpected', reason: 'a comma is missing', line: 3, column: 9 };
    const broken = { ...failure, code: 'MatrixFormatError', kind: 'not-json', values } as const;
    expect(failureText(broken, 'es').sentence).toContain('falta una coma');
    expect(failureText(broken, 'en').sentence).toContain('a comma is missing at line 3, column 9');
  });

  it('keeps the core’s own hint in English', () => {
    expect(failureText(failure, 'en').hint).toBe('Run dawn/plate first.');
  });
});

describe('chooseLanguage', () => {
  it.each([
    ['es', ['en-GB'], 'es'],
    [null, ['es-MX', 'en'], 'es'],
    [null, ['de', 'es'], 'es'],
    [null, ['de-AT'], 'en'],
    [null, [], 'en'],
  ] as const)('chosen %s, browser %j: %s', (chosen, preferred, expected) => {
    expect(chooseLanguage(chosen, preferred)).toBe(expected);
  });
});
