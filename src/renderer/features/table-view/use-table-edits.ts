import { useTranslation } from 'react-i18next';
import type { MatrixEdit, SingleEdit } from '../../../shared/matrix/index.ts';
import { useStudio } from '../../studio/index.ts';
import { placesIn, type GridPlace, type GridRange, type Write } from './grid-place.ts';
import { pasteEdits } from './paste-edits.ts';
import { clearEdit, fillEdit, textEdit, type TableSource } from './table-values.ts';

/** What the table changes in the document; each is one undo step, and nothing to change is none. */
export interface TableEdits {
  setText: (place: GridPlace, text: string) => void;
  clear: (range: GridRange, label?: string) => void;
  fillDown: (range: GridRange) => void;
  fillRight: (range: GridRange) => void;
  paste: (writes: readonly Write[], isGrowing: boolean) => void;
  setLayout: (layout: { widths?: Record<string, number>; frozen?: number }, mergeKey?: string) => void;
}

/** Binds the table's changes to the open document. */
export function useTableEdits(source: TableSource): TableEdits {
  const { t } = useTranslation();
  const { documents } = useStudio();

  function send(edits: readonly (SingleEdit | null)[], label: (count: number) => string): void {
    const real = edits.filter((edit) => edit !== null);
    const [only] = real;
    if (only === undefined) return;
    const edit: MatrixEdit = real.length === 1 ? only : { type: 'batch', edits: real };
    void documents.edit(edit, { label: label(real.length) });
  }

  return {
    setText(place, text) {
      const unit = source.frame.units[place.row]?.id ?? '';
      const column = source.frame.columns[place.column];
      const name = column?.kind === 'layer' ? column.layer.name : column?.kind === 'variable' ? column.name : null;
      send([textEdit(source, place, text)], () =>
        t('structure.edit.change', { name: name === null ? unit : `${unit}/${name}` }),
      );
    },
    clear(range, label) {
      const edits = placesIn(range).map((place) => clearEdit(source, place));
      send(edits, (count) => label ?? t('table.edit.clear', { count }));
    },
    fillDown(range) {
      // One row alone takes what stands above it.
      const from = range.top === range.bottom ? range.top - 1 : range.top;
      const targets = placesIn({ ...range, top: from + 1 });
      send(
        targets.map((to) => fillEdit(source, { row: from, column: to.column }, to)),
        (count) => t('table.edit.fill', { count }),
      );
    },
    fillRight(range) {
      const from = range.left === range.right ? range.left - 1 : range.left;
      const targets = placesIn({ ...range, left: from + 1 });
      send(
        targets.map((to) => fillEdit(source, { row: to.row, column: from }, to)),
        (count) => t('table.edit.fill', { count }),
      );
    },
    paste(writes, isGrowing) {
      const matrix = documents.getState().document?.matrix;
      if (matrix === undefined) return;
      send(pasteEdits(matrix, source, writes, isGrowing), () => t('table.edit.paste', { count: writes.length }));
    },
    setLayout(layout, mergeKey) {
      const present = documents.getState().document?.matrix.view?.table ?? {};
      void documents.edit(
        { type: 'set-view', field: 'table', value: { ...present, ...layout } },
        { label: t('table.edit.layout'), ...(mergeKey === undefined ? {} : { mergeKey }) },
      );
    },
  };
}
