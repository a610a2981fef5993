import { notifications } from '@mantine/notifications';
import { assertNever } from '../../../shared/base/index.ts';
import type { SingleEdit } from '../../../shared/matrix/index.ts';
import type { GraphRequest, Studio } from '../../studio/index.ts';
import { alignCells, type Alignment } from './align-cells.ts';
import { arrangeInWorker } from './arrange-in-worker.ts';
import { arrangeTask, placedArrangement } from './arrange-task.ts';
import type { GraphLayout, PlacedCell } from './graph-layout.ts';
import type { GraphStore } from './graph-state.ts';
import type { Reference } from './layout-graph.ts';
import { positionEdits } from './position-edits.ts';
import type { Translate } from '../../i18n/index.ts';
import type { useGroupActions } from './use-group-actions.ts';
import { tellRefusal } from './use-wire-actions.tsx';
import { nextWire, originOf } from './walk-wires.ts';
import type { WireActions } from './wire-actions.ts';
import type { Connect } from './use-wiring.ts';

export interface GraphAnswerParts {
  layout: GraphLayout;
  references: readonly Reference[];
  studio: Pick<Studio, 'documents' | 'view'>;
  graph: GraphStore;
  groups: ReturnType<typeof useGroupActions>;
  wires: WireActions;
  connect: Connect;
  t: Translate;
}

/** What the graph does when it is asked to; each change is one step of undo. */
export function createGraphAnswers({ layout, references, studio, graph, groups, wires, connect, t }: GraphAnswerParts) {
  const { documents, view } = studio;

  function batch(edits: SingleEdit[], label: string): void {
    if (edits.length > 0) void documents.edit({ type: 'batch', edits }, { label });
  }

  function selectedCells(): PlacedCell[] {
    return [...view.getState().selection].flatMap((key) => layout.byKey.get(key) ?? []);
  }

  function perform(what: GraphRequest): void {
    const { document } = documents.getState();
    if (what === 'nextWire' || what === 'previousWire') {
      walk(what === 'nextWire' ? 1 : -1);
      return;
    }
    if (document?.readOnly !== null) return;
    const { selection, reference, selected } = view.getState();
    switch (what) {
      case 'delete':
        // The line is gone then: the keyboard goes to the cell that read.
        if (reference !== null) void wires.disconnect(reference).then(() => view.focus());
        else leaveOut();
        return;
      case 'alignLeft':
      case 'alignTop':
      case 'spreadAcross':
      case 'spreadDown':
        align(what);
        return;
      case 'arrange':
        void rearrange();
        return;
      case 'resetPositions':
        backToGrid();
        return;
      case 'group':
        void groups.group();
        return;
      case 'ungroup':
        void groups.ungroupSelected();
        return;
      case 'fold':
        fold();
        return;
      case 'connect': {
        // The one selected last reads the other.
        const others = [...selection].filter((key) => key !== selected);
        const [source] = others.flatMap((key) => layout.byKey.get(key) ?? []);
        const reader = selected === null ? undefined : layout.byKey.get(selected);
        if (others.length !== 1 || source === undefined || reader === undefined) return;
        connect(reader.cell, source.cell, pointBeside(reader.cell.key));
        return;
      }
      default:
        assertNever(what);
    }
  }

  /** To the next line of the cell the keyboard is at or came from. */
  function walk(step: 1 | -1): void {
    const { selected, reference } = view.getState();
    const origin = reference === null ? selected : originOf(reference, graph.getState().wireOrigin);
    if (origin === null) return;
    const next = nextWire(references, origin, reference, step);
    if (next === null) {
      tellRefusal(t('canvas.noWires', { cell: origin }), t('common.close'));
      return;
    }
    graph.setState({ wireOrigin: origin });
    view.selectReference({ source: next.source, target: next.target });
  }

  function leaveOut(): void {
    const cells = selectedCells();
    const edits = cells.map(({ cell }): SingleEdit => ({
      type: 'set-cell',
      unit: cell.unit.id,
      layer: cell.layer.name,
      value: null,
    }));
    const [first] = cells;
    if (first === undefined) return;
    view.select(null);
    const label = t('wiring.edit.leaveOut', { count: edits.length });
    // The keyboard stays at the place.
    void documents.edit({ type: 'batch', edits }, { label }).then((isDone) => {
      if (isDone) graph.setState({ atGap: first.cell.key });
    });
  }

  function align(how: Alignment): void {
    if (layout.lanesBy !== 'unit') return;
    const places = alignCells(
      selectedCells().map((placed) => ({ ...placed, key: placed.cell.key })),
      how,
    );
    batch(positionEdits(places), t('wiring.edit.align', { count: places.size }));
  }

  async function rearrange(): Promise<void> {
    if (layout.lanesBy !== 'unit') return;
    const chosen = selectedCells();
    const cells = chosen.length > 1 ? chosen : layout.cells;
    const result = await arrangeInWorker(arrangeTask(layout, cells, references));
    if ('error' in result) {
      notifications.show({
        color: 'red',
        message: t('wiring.layoutFailed', { reason: result.error }),
        closeButtonProps: { 'aria-label': t('common.close') },
      });
      return;
    }
    const edits = positionEdits(placedArrangement(cells, result.arrangement));
    const label = t('wiring.edit.autoLayout');
    // The view follows when the cells stand there.
    if (edits.length === 0 || (await documents.edit({ type: 'batch', edits }, { label }))) view.fit();
  }

  function backToGrid(): void {
    const moved = Object.keys(documents.getState().document?.matrix.view?.positions ?? {});
    const chosen = new Set<string>(selectedCells().map(({ cell }) => cell.key));
    const gone = chosen.size > 0 ? moved.filter((key) => chosen.has(key)) : moved;
    batch(positionEdits(gone.map((key) => [key, null] as const)), t('wiring.edit.resetPositions'));
  }

  function fold(): void {
    const placed = selectedCells()[0];
    const lane = placed === undefined ? undefined : layout.lanes[placed.lane];
    if (lane === undefined) return;
    const folded = documents.getState().document?.matrix.view?.collapsed ?? [];
    view.select(null);
    const value = [...folded, lane.name];
    void documents.edit(
      { type: 'set-view', field: 'collapsed', value },
      { label: t('wiring.edit.fold', { lane: lane.name }) },
    );
  }

  /** Beside the cell's picture, for a menu that no pointer opened. */
  function pointBeside(key: string): { x: number; y: number } {
    const frame = globalThis.document.querySelector(`[data-cell="${key}"]`)?.getBoundingClientRect();
    return { x: frame?.left ?? 0, y: frame?.bottom ?? 0 };
  }

  return perform;
}
