import type { CellKey, LayerName, UnitId } from '../../../shared/base/index.ts';
import {
  addVariable,
  moveVariable,
  muteCells,
  removeVariable,
  renameVariable,
  type EditOf,
  type MatrixDocument,
  type MatrixEdit,
  type SingleEdit,
} from '../../../shared/matrix/index.ts';
import type { Translate } from '../../i18n/index.ts';
import type { Studio } from '../../studio/index.ts';
import { cellEdits, layerCopy, newUnit, unitCopy, withLock } from './structure-edits.ts';

/** What can be done with rows, columns and cells of the open document; each is one undo step with a name. */
export type MatrixActions = ReturnType<typeof createMatrixActions>;

/** Binds the actions to a studio and a language. They answer what they made, or null when the core refused. */
export function createMatrixActions({ documents, view }: Pick<Studio, 'documents' | 'view'>, t: Translate) {
  const matrix = (): MatrixDocument | null => documents.getState().document?.matrix ?? null;

  const edit = (change: MatrixEdit, label: string): Promise<boolean> => documents.edit(change, { label });

  async function make<Name>(made: { edit: SingleEdit; name: Name } | null, label: string): Promise<Name | null> {
    return made !== null && (await edit(made.edit, label)) ? made.name : null;
  }

  /** Several edits as one step; nothing to do is no step. */
  async function batch(edits: SingleEdit[], label: string): Promise<boolean> {
    return edits.length === 0 || edit({ type: 'batch', edits }, label);
  }

  async function changeCells(
    cells: Iterable<CellKey>,
    change: Parameters<typeof cellEdits>[2],
    label: (count: number) => string,
  ): Promise<boolean> {
    const present = matrix();
    if (present === null) return false;
    const edits = cellEdits(present, cells, change);
    return batch(edits, label(edits.length));
  }

  /** What is gone cannot stay selected. */
  function deselect(isGone: (unit: string, layer: string) => boolean): void {
    const { selection } = view.getState();
    const rest = [...selection].filter((key) => {
      const [unit = '', layer = ''] = key.split('/');
      return !isGone(unit, layer);
    });
    if (rest.length !== selection.size) view.selectMany(rest);
  }

  return {
    async addUnit({ after }: { after?: string } = {}): Promise<UnitId | null> {
      const present = matrix();
      return present === null ? null : make(newUnit(present, after), t('structure.edit.addUnit'));
    },
    async duplicateUnit(unit: string): Promise<UnitId | null> {
      const present = matrix();
      return present === null ? null : make(unitCopy(present, unit), t('structure.edit.duplicate', { name: unit }));
    },
    async removeUnits(units: readonly UnitId[]): Promise<boolean> {
      const label = t('structure.edit.removeUnits', { count: units.length, name: units[0] ?? '' });
      const edits = units.map((unit): SingleEdit => ({ type: 'remove-unit', unit }));
      if (!(await batch(edits, label))) return false;
      deselect((unit) => units.some((each) => each === unit));
      return true;
    },
    /** `index` is where it stands afterwards. */
    moveUnit: (unit: UnitId, index: number) =>
      edit({ type: 'move-unit', unit, index }, t('structure.edit.move', { name: unit })),
    renameUnit(unit: UnitId, title: string): Promise<boolean> {
      const changes = { title: title.trim() === '' ? null : title.trim() };
      return edit({ type: 'set-unit', unit, changes }, t('structure.edit.rename', { name: unit }));
    },
    /** Opens the search for the model of a new layer. */
    addLayer: () => view.open({ kind: 'add-layer', source: null }),
    async duplicateLayer(layer: string): Promise<LayerName | null> {
      const present = matrix();
      return present === null ? null : make(layerCopy(present, layer), t('structure.edit.duplicate', { name: layer }));
    },
    async removeLayer(layer: LayerName): Promise<boolean> {
      if (!(await edit({ type: 'remove-layer', layer }, t('structure.edit.remove', { name: layer })))) return false;
      deselect((_unit, each) => each === layer);
      return true;
    },
    /** `index` is where it stands afterwards. */
    moveLayer: (layer: LayerName, index: number) =>
      edit({ type: 'move-layer', layer, index }, t('structure.edit.move', { name: layer })),
    renameLayer(layer: LayerName, title: string): Promise<boolean> {
      const changes = { title: title.trim() === '' ? null : title.trim() };
      return edit({ type: 'set-layer', layer, changes }, t('structure.edit.rename', { name: layer }));
    },
    setLayer: (layer: LayerName, changes: EditOf<'set-layer'>['changes']) =>
      edit({ type: 'set-layer', layer, changes }, t('structure.edit.change', { name: layer })),
    leaveOutCells: (cells: Iterable<CellKey>) =>
      changeCells(
        cells,
        () => null,
        (count) => t('structure.edit.leaveOut', { count }),
      ),
    bringBackCells: (cells: Iterable<CellKey>) =>
      changeCells(
        cells,
        (present) => (present === null ? undefined : present),
        (count) => t('structure.edit.bringBack', { count }),
      ),
    /** Takes away everything the cells say themselves; those that are left out stay so. */
    resetCells: (cells: Iterable<CellKey>) =>
      changeCells(
        cells,
        (present) => (present === null ? null : undefined),
        (count) => t('structure.edit.reset', { count }),
      ),
    lockCells: (cells: Iterable<CellKey>, locked: boolean) =>
      changeCells(
        cells,
        (present, layer) => withLock(present, layer, locked),
        (count) => t(locked ? 'structure.edit.lock' : 'structure.edit.unlock', { count }),
      ),
    async muteCells(cells: Iterable<CellKey>, muted: boolean): Promise<boolean> {
      const present = matrix();
      if (present === null) return false;
      const edits = muteCells(present, new Set(cells), muted);
      return batch(edits, t(muted ? 'wiring.edit.mute' : 'wiring.edit.unmute', { count: edits.length }));
    },
    async addVariable(name: string): Promise<boolean> {
      const present = matrix();
      return present !== null && edit(addVariable(present, name), t('structure.edit.addVariable', { name }));
    },
    async renameVariable(name: string, to: string): Promise<boolean> {
      const present = matrix();
      return present !== null && edit(renameVariable(present, name, to), t('structure.edit.rename', { name }));
    },
    /** `index` is where its column stands afterwards, among those of variables. */
    async moveVariable(name: string, index: number): Promise<boolean> {
      const present = matrix();
      return present !== null && edit(moveVariable(present, name, index), t('structure.edit.move', { name }));
    },
    async removeVariable(name: string): Promise<boolean> {
      const present = matrix();
      return present !== null && edit(removeVariable(present, name), t('structure.edit.remove', { name }));
    },
  };
}
