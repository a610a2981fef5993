import { useEffect, useState } from 'react';
import { cellGlances, useStudio, type Studio } from '../../studio/index.ts';
import { countCells, type TableFacts } from './table-facts.ts';

/** Least time between two counts, in milliseconds: a run changes states up to twenty times a second. */
const pauseMs = 400;

/** The counts over all cells, at most a few times a second however fast a run goes. */
export function useTableFacts(): TableFacts {
  const studio = useStudio();
  const [facts, setFacts] = useState(() => factsNow(studio));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const stop = cellGlances(studio).watch(() => {
      timer ??= setTimeout(() => {
        timer = null;
        setFacts(factsNow(studio));
      }, pauseMs);
    });
    // Cells and plan change by what the user does, which is counted at once.
    const stopDocument = studio.documents.subscribe((state, old) => {
      if (state.cells !== old.cells || state.planned !== old.planned) setFacts(factsNow(studio));
    });
    return () => {
      stop();
      stopDocument();
      if (timer !== null) clearTimeout(timer);
    };
  }, [studio]);
  return facts;
}

function factsNow(studio: Studio): TableFacts {
  const { cells, planned } = studio.documents.getState();
  const glances = cellGlances(studio);
  return countCells({ cells, planned, stateOf: (key) => glances.get(key).state });
}
