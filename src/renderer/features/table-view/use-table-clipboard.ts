import { useState, type ClipboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { clipText, clipType, copyCells, looksLikeClip } from '../../../shared/matrix/index.ts';
import { useStudio } from '../../studio/index.ts';
import { placesIn, planPaste, type GridRange, type GridSize, type PastePlan } from './grid-place.ts';
import { textAt, type TableSource } from './table-values.ts';
import { readTsv, writeTsv } from './tsv.ts';
import type { TableCursor } from './use-table-cursor.ts';
import type { TableEdits } from './use-table-edits.ts';

export interface TableClipboard {
  events: {
    onCopy: (event: ClipboardEvent) => void;
    onCut: (event: ClipboardEvent) => void;
    onPaste: (event: ClipboardEvent) => void;
  };
  /** A paste that does not fit and waits for the user's word. */
  asked: PastePlan | null;
  answer: (choice: 'grow' | 'fit' | 'cancel') => void;
}

/** Ranges of the table from and to other programs, as text with tabs. */
export function useTableClipboard(
  source: TableSource,
  cursor: TableCursor,
  edits: TableEdits,
  size: GridSize,
  isReadOnly: boolean,
): TableClipboard {
  const { t } = useTranslation();
  const { documents, view, clipboard } = useStudio();
  const [asked, setAsked] = useState<PastePlan | null>(null);

  function copy(event: ClipboardEvent): boolean {
    if (event.target !== event.currentTarget || cursor.active.row === -1) return false;
    event.preventDefault();
    event.clipboardData.setData('text/plain', textOf(source, cursor.range));
    const matrix = documents.getState().document?.matrix;
    const clip = matrix === undefined ? null : copyCells(matrix, view.getState().selection);
    if (clip !== null) event.clipboardData.setData(clipType, clipText(clip));
    return true;
  }

  function onPaste(event: ClipboardEvent): void {
    if (event.target !== event.currentTarget || cursor.active.row === -1 || isReadOnly) return;
    const text = event.clipboardData.getData('text/plain');
    if (text === '') return;
    event.preventDefault();
    // Whole cells of a graph become units of their own here too.
    if (looksLikeClip(text)) {
      void clipboard.paste(text, 'inside', (count) => t('clipboard.pasteStep', { count }));
      return;
    }
    const plan = planPaste(readTsv(text), cursor.range, size);
    if (plan.missingRows > 0 || plan.lostColumns > 0) setAsked(plan);
    else take(plan, false);
  }

  return {
    events: {
      onCopy: copy,
      onCut(event) {
        if (copy(event) && !isReadOnly) edits.clear(cursor.range, t('table.edit.cut'));
      },
      onPaste,
    },
    asked,
    answer(choice) {
      setAsked(null);
      if (asked !== null && choice !== 'cancel') take(asked, choice === 'grow');
    },
  };

  function take({ writes }: PastePlan, isGrowing: boolean): void {
    const fitting = isGrowing ? writes : writes.filter(({ row }) => row < size.rows);
    edits.paste(fitting, isGrowing);
    const rows = fitting.map(({ row }) => row).filter((row) => row < size.rows);
    const columns = fitting.map(({ column }) => column);
    if (rows.length === 0) return;
    cursor.take({
      top: rows[0] ?? 0,
      bottom: rows.at(-1) ?? 0,
      left: columns[0] ?? 0,
      right: columns.at(-1) ?? 0,
    });
  }
}

function textOf(source: TableSource, range: GridRange): string {
  const rows = new Map<number, string[]>();
  for (const place of placesIn(range)) {
    const row = rows.get(place.row) ?? [];
    row.push(textAt(source, place) ?? '');
    rows.set(place.row, row);
  }
  return writeTsv([...rows.values()]);
}
