import { useEffect, useRef, useState } from 'react';
import type { CellKey } from '../../../shared/base/index.ts';
import { useStudio } from '../../studio/index.ts';
import { placesIn, rangeBetween, type GridPlace, type GridRange } from './grid-place.ts';
import type { TableFrame } from './table-frame.ts';
import { keyAt, type TableSource } from './table-values.ts';

/** A place by what stands there, so that it stays with it when rows move; `at` counts once that is gone. */
interface KeptPlace {
  unit: string | null;
  column: string;
  at: GridPlace;
}

export interface TableCursor {
  active: GridPlace;
  range: GridRange;
  /** Moves the keyboard; extending keeps the other end of the range. */
  go: (place: GridPlace, options?: { isExtending?: boolean }) => void;
  /** Takes a range, with the keyboard at its first place. */
  take: (range: GridRange) => void;
}

/** Where the keyboard is in the table. The cells of the range are the selection of the whole window. */
export function useTableCursor(source: TableSource): TableCursor {
  const { view } = useStudio();
  const { frame } = source;
  const [ends, setEnds] = useState(() => startOf(frame, view.getState().selected));
  const active = placeOf(frame, ends.active);
  const range = rangeBetween(active, placeOf(frame, ends.anchor));
  const own = useRef<CellKey | null>(view.getState().selected);
  const present = useRef(frame);
  useEffect(() => {
    present.current = frame;
  }, [frame]);

  const unit = frame.units[active.row]?.id ?? null;
  useEffect(() => {
    view.atTableUnit(unit);
    return () => view.atTableUnit(null);
  }, [view, unit]);

  // What is selected elsewhere (the graph, a notice, the finder) brings the keyboard there.
  useEffect(
    () =>
      view.subscribe(({ selected }) => {
        if (selected === own.current) return;
        own.current = selected;
        const place = selected === null ? null : placeOfKey(present.current, selected);
        if (place === null) return;
        const kept = keptAt(present.current, place);
        setEnds({ active: kept, anchor: kept });
      }),
    [view],
  );

  function moveTo(active: GridPlace, anchor: GridPlace): void {
    setEnds({ active: keptAt(frame, active), anchor: keptAt(frame, anchor) });
    const keys = placesIn(rangeBetween(active, anchor))
      .map((place) => keyAt(frame, place))
      .filter((key) => key !== null)
      .filter((key) => source.cells.has(key));
    const primary = keyAt(frame, active);
    own.current = primary !== null && source.cells.has(primary) ? primary : (keys.at(-1) ?? null);
    view.selectMany(keys, own.current ?? undefined);
  }

  return {
    active,
    range,
    go: (place, options) => moveTo(place, options?.isExtending === true ? placeOf(frame, ends.anchor) : place),
    take: ({ top, left, bottom, right }) => moveTo({ row: top, column: left }, { row: bottom, column: right }),
  };
}

function startOf(frame: TableFrame, selected: CellKey | null): { active: KeptPlace; anchor: KeptPlace } {
  const usual = { row: frame.units.length === 0 ? -1 : 0, column: 0 };
  const kept = keptAt(frame, (selected === null ? null : placeOfKey(frame, selected)) ?? usual);
  return { active: kept, anchor: kept };
}

function keptAt({ units, columns }: TableFrame, at: GridPlace): KeptPlace {
  return { unit: units[at.row]?.id ?? null, column: columns[at.column]?.id ?? '', at };
}

function placeOf({ rowOf, columnOf, units, columns }: TableFrame, { unit, column, at }: KeptPlace): GridPlace {
  const row = unit === null ? -1 : (rowOf.get(unit) ?? Math.min(at.row, units.length - 1));
  return { row, column: columnOf.get(column) ?? Math.min(at.column, columns.length - 1) };
}

/** Where a cell stands; null for one that is filtered away. */
function placeOfKey({ rowOf, columnOf }: TableFrame, key: CellKey): GridPlace | null {
  const [unit = '', layer = ''] = key.split('/');
  const row = rowOf.get(unit);
  const column = columnOf.get(`layers.${layer}`);
  return row === undefined || column === undefined ? null : { row, column };
}
