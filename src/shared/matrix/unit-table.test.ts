import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureCpu } from '../../../tests/cpu-time.ts';
import { soakRuns } from '../../../tests/soak.ts';
import { TelarError } from '../base/index.ts';
import type { MatrixDocument } from './document.ts';
import { applyEdit } from './edit.ts';
import { parseMatrixDocument } from './parse-document.ts';
import { parseTable, type TableSeparator } from './parse-table.ts';
import { importUnits, unitsToCsv } from './unit-table.ts';
import { moveVariable } from './variable-edits.ts';

const documentOf = (units: object[]): MatrixDocument =>
  parseMatrixDocument(JSON.stringify({ telar: 1, layers: [], units }), 'test');

describe('a table of units', () => {
  it.each([
    ['CSV', 'id,who,size:number,big:boolean\nu1,Ann,512,true\nu2,,-1.5e2,FALSE\n'],
    ['CRLF and a byte order mark', '\uFEFFid,who,size:number,big:boolean\r\nu1,Ann,512,true\r\n\r\nu2,,-150,false'],
    ['tabs', 'id\twho\tsize:number\tbig:boolean\nu1\tAnn\t512\ttrue\nu2\t\t-150\tfalse'],
    ['semicolons', 'id;who;size:number;big:boolean\nu1;Ann;512;true\nu2;;-150;false'],
    ['quotes', '"id","who","size:number","big:boolean"\n"u1","Ann","512","true"\nu2,,"-150",false'],
  ])('is read from %s', (_name, text) => {
    const { columns, rows } = parseTable(text);
    expect(columns).toEqual([
      { name: 'who', type: 'string' },
      { name: 'size', type: 'number' },
      { name: 'big', type: 'boolean' },
    ]);
    expect(rows.map(({ id, vars }) => ({ id, vars }))).toEqual([
      { id: 'u1', vars: { who: 'Ann', size: 512, big: true } },
      { id: 'u2', vars: { size: -150, big: false } },
    ]);
  });

  it('keeps separators, quotes, line ends and spaces inside quotes; digits stay text', () => {
    expect(parseTable('id,a\nu1,"x, ""y""\r\nz "\nu2,007\nu3,""\n').rows.map(({ vars }) => vars)).toEqual([
      { a: 'x, "y"\r\nz ' },
      { a: '007' },
      { a: '' },
    ]);
  });

  it.each([
    ['an empty text', '', 1, 'empty'],
    ['another first column', 'name,a\nx,1', 1, '"id"'],
    ['a column that is no name', 'id,main colour\n', 1, 'main colour'],
    ['a column of an unknown type', 'id,a:date\n', 1, 'a:date'],
    ['a column of a reserved name', 'id,a,__proto__\nu1,x,y', 1, '__proto__'],
    ['a typed column of a reserved name', 'id,constructor:number\n', 1, 'constructor:number'],
    ['a column twice', 'id,a,a\n', 1, 'twice'],
    ['an id that leaves the folder', 'id,a\nu1,x\n../x,y', 3, '../x'],
    ['no id', 'id,a\n,x', 2, 'no id'],
    ['an id twice', 'id,a\nu1,x\n\nU1,y', 4, 'line 2'],
    ['too many fields', 'id,a\nu1,x,y', 2, '3 fields'],
    ['a word for a number', 'id,a:number\nu1,1\nu2,many', 3, 'many'],
    ['a comma in a number', 'id;a:number\nu1;1,5', 2, '1,5'],
    ['a number that would change', 'id,a:number\nu1,18446744073709551615', 2, '18446744073709551615'],
    ['a word for a boolean', 'id,a:boolean\nu1,yes', 2, 'yes'],
    ['a quote that is not closed', 'id,a\nu1,x\nu2,"y', 3, 'Quote'],
    ['a quote in the middle', 'id,a\nu1,x"y', 2, 'Quote'],
    ['two values of one name', 'id,a,a:number\nu1,x,1', 2, 'two values'],
    ['an error behind a field of several lines', 'id,a,b:number\nu1,"x\ny",1\nu2,x,z', 4, 'z'],
  ])('refuses %s and names the line', (_name, text, line, words) => {
    let error: unknown;
    try {
      parseTable(text);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(TelarError);
    expect(error).toMatchObject({ code: 'MatrixFormatError', kind: 'table', place: { line } });
    expect(String(error)).toContain(words);
  });

  it('changes known units and adds the others, as one step', () => {
    const matrix = documentOf([
      { id: 'u1', title: 'One', vars: { who: 'Bob', other: 1 } },
      { id: 'u2', vars: { who: 'Eve' } },
    ]);
    const { units } = applyEdit(matrix, importUnits(matrix, parseTable('id,who\nnew,Ann\nu1,Ann\nu2,'))).matrix;
    expect(units).toEqual([
      { id: 'u1', title: 'One', vars: { other: 1, who: 'Ann' }, cells: {} },
      { id: 'u2', vars: {}, cells: {} },
      { id: 'new', vars: { who: 'Ann' }, cells: {} },
    ]);
  });

  it('takes 5,000 rows quickly', async () => {
    const matrix = documentOf([]);
    const text = `id,a,b:number\n${Array.from({ length: 5_000 }, (_, i) => `u${i},text ${i},${i}`).join('\n')}`;
    const { result, cpuMs } = await measureCpu(() => applyEdit(matrix, importUnits(matrix, parseTable(text))).matrix);
    expect(result.units).toHaveLength(5_000);
    expect(cpuMs).toBeLessThan(5_000);
  });

  const value = fc.oneof(
    fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
    fc.constantFrom('', ' ', '"', '""', ',', ';', '\t', '\n', '\r', '\r\n', '\uFEFF', '=1+1', 'true', '12'),
    fc.integer(),
    fc.double({ min: -1e15, max: 1e15, noNaN: true }).filter((each) => !Object.is(each, -0)),
    fc.boolean(),
  );
  const unit = fc.record({
    id: fc.stringMatching(/^[a-z0-9_-]{1,8}$/).filter((id) => !/^(con|prn|aux|nul|com\d|lpt\d)$/.test(id)),
    vars: fc.dictionary(fc.constantFrom('a', 'b', '_c'), value),
  });

  it('comes back from the text exactly as it was', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(unit, { selector: ({ id }) => id, maxLength: 8 }),
        fc.constantFrom<TableSeparator>(',', '\t', ';'),
        (units, separator) => {
          const matrix = documentOf(units);
          const text = unitsToCsv(matrix, { separator });
          const empty = documentOf([]);
          const again = applyEdit(empty, importUnits(empty, parseTable(text, { separator }))).matrix;
          expect(again.units).toEqual(matrix.units);
        },
      ),
      { numRuns: soakRuns(500, 20_000) },
    );
  });

  it('is written in the order that the columns of the document have', () => {
    const units = [
      { id: 'u1', vars: { who: 'Ann', size: 1, mood: 'calm' } },
      { id: 'u2', vars: { size: 'big', place: 'here' } },
    ];
    const matrix = documentOf(units);
    expect(unitsToCsv(matrix)).toMatch(/^id,who,size:number,size,mood,place\r\n/);
    const moved = applyEdit(matrix, moveVariable(matrix, 'mood', 0)).matrix;
    expect(unitsToCsv(moved)).toMatch(/^id,mood,who,size:number,size,place\r\n/);
  });
});
