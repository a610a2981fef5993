import type { MatrixDocument, MatrixCell, SingleEdit } from '../../../shared/matrix/index.ts';
import { unwire, wireCell, wireColumn, type Wire } from '../../../shared/plan/index.ts';
import type { Translate } from '../../i18n/index.ts';
import type { ReferenceEnds, Studio } from '../../studio/index.ts';

/** How the user hears what was done, with what else could be done at once. */
export interface WireNotice {
  message: string;
  offer: { label: string; accept: () => void } | null;
}

/** Letting cells read each other, and taking that back; each is one step of undo. */
export type WireActions = ReturnType<typeof createWireActions>;

/** Binds the actions to a studio, a language and a way to tell. */
export function createWireActions(
  { documents, view }: Pick<Studio, 'documents' | 'view'>,
  t: Translate,
  tell: (notice: WireNotice) => void,
) {
  const matrix = (): MatrixDocument | null => documents.getState().document?.matrix ?? null;

  function batch(edits: SingleEdit[], label: string): Promise<boolean> {
    return edits.length === 0 ? Promise.resolve(false) : documents.edit({ type: 'batch', edits }, { label });
  }

  const self = {
    async connect(wire: Wire): Promise<void> {
      const { reader, source, choice } = wire;
      const names = { cell: reader.key, source: source.key };
      if (!(await batch([wireCell(wire)], t('wiring.edit.wire', names)))) return;
      view.select(reader.key);
      const units = matrix()?.units.length ?? 0;
      const canSpread = units > 1 && reader.unitIndex === source.unitIndex;
      tell({
        message: t('wiring.wired', { ...names, parameter: choice.parameter }),
        offer: canSpread ? { label: t('wiring.wholeColumn'), accept: () => void self.connectColumn(wire) } : null,
      });
    },
    async connectColumn(wire: Wire): Promise<void> {
      const layer = wire.reader.layer.title ?? wire.reader.layer.name;
      await batch(wireColumn(wire), t('wiring.edit.wireColumn', { layer, source: wire.source.layer.name }));
    },
    /** Takes exactly this reference away, from the one cell. */
    async disconnect({ source, target }: ReferenceEnds): Promise<void> {
      const parts = partsOf(target);
      if (parts === null) return;
      const { cell, column } = unwire(parts.matrix, parts.reader, source);
      const names = { cell: target, source };
      if (!(await batch(cell, t('wiring.edit.unwire', names)))) return;
      view.select(target);
      if (column.length === 0) return;
      tell({
        message: t('wiring.unwired', names),
        offer: {
          label: t('wiring.menu.disconnectColumn'),
          accept: () => void self.disconnectColumn({ source, target }, column),
        },
      });
    },
    async disconnectColumn({ source, target }: ReferenceEnds, edits?: SingleEdit[]): Promise<void> {
      const parts = partsOf(target);
      if (parts === null) return;
      const column = edits ?? unwire(parts.matrix, parts.reader, source).column;
      // The cell's own emptied value would hide what the column has now.
      const { unit, layer } = parts.reader;
      const names = new Set(column.flatMap((edit) => ('parameter' in edit ? [edit.parameter] : [])));
      const own = [...names]
        .filter((name) => parts.reader.ownParameters.includes(name))
        .map((parameter): SingleEdit => ({
          type: 'set-cell-parameter',
          unit: unit.id,
          layer: layer.name,
          parameter,
        }));
      await batch([...column, ...own], t('wiring.edit.unwireColumn', { layer: layer.title ?? layer.name, source }));
    },
  };

  function partsOf(target: string): { matrix: MatrixDocument; reader: MatrixCell } | null {
    const present = matrix();
    const reader = documents.getState().cells.find((cell) => cell.key === target);
    return present === null || reader === undefined ? null : { matrix: present, reader };
  }

  return self;
}
