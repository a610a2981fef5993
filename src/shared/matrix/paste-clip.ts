import {
  canonicalJson,
  cellKeyOf,
  layerName,
  unitId,
  type CellKey,
  type JsonObject,
  type JsonValue,
  type LayerName,
  type UnitId,
} from '../base/index.ts';
import { listCells } from './cells.ts';
import type { CellClip, ClipUnit } from './clip.ts';
import type { CellOverride, Layer, MatrixDocument, Unit } from './document.ts';
import type { MatrixEdit, SingleEdit } from './edit-schema.ts';
import { freshName, takenNames } from './fresh-name.ts';
import { isLinked, nameLayers, relinkValue, targetsIn, unitReference, unlinked, type Relink } from './relink.ts';
import { withLayer } from './rewrite-placeholders.ts';

export interface PasteOptions {
  /** Index of the first new unit; `after` these cells where that changes nothing else, or at the end. */
  at: number | { after: Iterable<CellKey> } | 'end';
  /** `keep`: references to cells that were not copied stay, where the document has them; `inside` drops them. */
  links: 'inside' | 'keep';
}

/** A reference that a pasted cell does not have any more. */
export interface DroppedLink {
  cell: CellKey;
  parameter: string;
  placeholder: string;
}

export interface Pasted {
  edit: MatrixEdit;
  /** The new cells, in document order. */
  keys: CellKey[];
  dropped: DroppedLink[];
  /** Variables of the clip's document that this one has with another value, which is the one that counts. */
  otherVariables: string[];
}

interface Names {
  unit: ReadonlyMap<string, UnitId>;
  layer: ReadonlyMap<string, LayerName>;
}

/**
 * What pastes a clip as new units: layers are matched by name and asset type or added, ids made unique, references among
 * the copied cells lead to the copies. Nothing that is in the document changes its meaning.
 */
export function pasteClip(matrix: MatrixDocument, clip: CellClip, { at, links }: PasteOptions): Pasted {
  const names = newNames(matrix, clip);
  const added = addedLayers(matrix, clip, names.layer);
  const layers = [...matrix.layers, ...added];
  const context: PasteContext = { matrix, clip, names, layers, links, present: presentCells(matrix), dropped: [] };
  const units = clip.units.map((unit, index) => pastedUnit(unit, index, context));
  const start = startOf(matrix, at);
  const leftOut = Object.fromEntries(matrix.units.map(({ id }) => [id, null]));
  const vars = newVariables(matrix, clip);
  const edits: SingleEdit[] = [
    ...added.map((layer, index): SingleEdit => ({
      type: 'insert-layer',
      index: matrix.layers.length + index,
      layer,
      cells: leftOut,
    })),
    ...(vars === null ? [] : [{ type: 'set-document', field: 'vars', value: vars } as const]),
    ...units.map((unit, index): SingleEdit => ({ type: 'insert-unit', index: start + index, unit })),
  ];
  const keys = units.flatMap((unit) =>
    layers.flatMap(({ name }) => (unit.cells[name] === null ? [] : [cellKeyOf(unit.id, name)])),
  );
  return { edit: { type: 'batch', edits }, keys, dropped: context.dropped, otherVariables: differing(matrix, clip) };
}

function newNames(matrix: MatrixDocument, clip: CellClip): Names {
  const takenUnits = takenNames(matrix.units.map(({ id }) => id));
  const takenLayers = takenNames(matrix.layers.map(({ name }) => name));
  const unit = new Map<string, UnitId>();
  for (const { id } of clip.units) {
    const name = freshName(id, takenUnits);
    takenUnits.add([...takenNames([name])][0] ?? name);
    unit.set(id, unitId.parse(name));
  }
  const layer = new Map<string, LayerName>();
  for (const { name, asset_type } of clip.layers) {
    const same = matrix.layers.find((each) => each.name === name && each.asset_type === asset_type);
    const target = same?.name ?? layerName.parse(freshName(name, takenLayers));
    takenLayers.add([...takenNames([target])][0] ?? target);
    layer.set(name, target);
  }
  return { unit, layer };
}

/** The layers that the document lacks, with references to what the clip brings along. */
function addedLayers(matrix: MatrixDocument, clip: CellClip, names: Names['layer']): Layer[] {
  const present = new Set(matrix.layers.map(({ name }) => name));
  return clip.layers.flatMap((layer) => {
    const name = names.get(layer.name);
    if (name === undefined || present.has(name)) return [];
    const relink: Relink = (target, source) => {
      const renamed = names.get(String(target.layer));
      return renamed === undefined || target.unit.kind === 'unit' ? unlinked : withLayer(source, renamed);
    };
    return [{ ...layer, name, parameters: relinked(layer.parameters, relink) }];
  });
}

function relinked(parameters: JsonObject, relink: Relink): JsonObject {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([key, value]): [string, JsonValue][] => {
      const kept = relinkValue(value, relink);
      return isLinked(kept) ? [[key, kept]] : [];
    }),
  );
}

interface PasteContext {
  matrix: MatrixDocument;
  clip: CellClip;
  names: Names;
  /** Of the document after pasting. */
  layers: readonly Layer[];
  links: PasteOptions['links'];
  present: ReadonlySet<CellKey>;
  dropped: DroppedLink[];
}

function pastedUnit(source: ClipUnit, index: number, context: PasteContext): Unit {
  const { clip, names, layers } = context;
  const id = names.unit.get(source.id) ?? source.id;
  const cells = new Map<LayerName, CellOverride | null>(layers.map(({ name }) => [name, null]));
  for (const layer of clip.layers) {
    const override = source.cells[layer.name];
    const name = names.layer.get(layer.name);
    const target = layers.find((each) => each.name === name);
    if (override === undefined || target === undefined) continue;
    const pasted = pastedCell({ source, index, layer, override, target, id }, context);
    if (Object.keys(pasted).length === 0) cells.delete(target.name);
    else cells.set(target.name, pasted);
  }
  const number = id === source.id ? null : (/-(\d+)$/.exec(id)?.[1] ?? null);
  const title =
    source.title === undefined || number === null ? source.title : `${source.title} ${number}`.slice(0, 200);
  return { id, ...(title === undefined ? {} : { title }), vars: source.vars, cells: Object.fromEntries(cells) };
}

interface CopiedCell {
  source: ClipUnit;
  /** Of the unit in the clip. */
  index: number;
  layer: Layer;
  override: CellOverride;
  target: Layer;
  id: UnitId;
}

/** What the copy says itself: its own values, and those of its old column that the new one has not. */
function pastedCell(cell: CopiedCell, context: PasteContext): CellOverride {
  const { layer, override, target } = cell;
  const inherited = nameLayers(target.parameters, { ...context.matrix, layers: [...context.layers] });
  const own = override.parameters ?? {};
  const parameters: JsonObject = {};
  for (const [name, value] of Object.entries({ ...layer.parameters, ...own })) {
    const kept = relinkValue(value, relinkOf(cell, name, context));
    const column = Object.hasOwn(inherited, name) ? inherited[name] : undefined;
    const isSame = isLinked(kept) && column !== undefined && canonicalJson(kept) === canonicalJson(column);
    if (isSame && !Object.hasOwn(own, name)) continue;
    if (isLinked(kept)) parameters[name] = kept;
    // A default cannot be taken away from one cell; an empty text says that there is nothing here.
    else if (column !== undefined) parameters[name] = '';
  }
  // A copy has no result that its lock could keep.
  const { parameters: _old, locked: _locked, ...rest } = override;
  return {
    ...rest,
    ...(rest.model === undefined && layer.model !== target.model ? { model: layer.model } : {}),
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
  };
}

function relinkOf({ source, index, id, layer }: CopiedCell, parameter: string, context: PasteContext): Relink {
  const { clip, names, links, present } = context;
  return (target, placeholder) => {
    const origin = originOf(source, target.unit);
    const name = String(target.layer);
    const copied = clip.units.find((unit) => unit.id === origin);
    const renamed = names.layer.get(name);
    if (copied !== undefined && renamed !== undefined && Object.hasOwn(copied.cells, name)) {
      const neighbour = target.unit.kind === 'previous' ? clip.units[index - 1] : clip.units[index + 1];
      const isNear = target.unit.kind === 'same' || (target.unit.kind !== 'unit' && neighbour === copied);
      if (isNear) return withLayer(placeholder, renamed);
      return unitReference(names.unit.get(copied.id) ?? copied.id, renamed, target.property);
    }
    if (links === 'keep' && origin !== undefined && present.has(`${origin}/${name}` as CellKey)) {
      return unitReference(origin, name, target.property);
    }
    context.dropped.push({ cell: cellKeyOf(id, names.layer.get(layer.name) ?? layer.name), parameter, placeholder });
    return unlinked;
  };
}

/** The unit that a reference meant where it was copied. */
function originOf(source: ClipUnit, reference: { kind: string; id?: string }): string | undefined {
  if (reference.kind === 'same') return source.id;
  if (reference.kind === 'previous') return source.previous;
  return reference.kind === 'next' ? source.next : reference.id;
}

function presentCells(matrix: MatrixDocument): ReadonlySet<CellKey> {
  return new Set(listCells(matrix).map(({ key }) => key));
}

/** Between two units that read each other as neighbours nothing is put: they would read the copy. */
function startOf(matrix: MatrixDocument, at: PasteOptions['at']): number {
  const end = matrix.units.length;
  if (at === 'end') return end;
  if (typeof at === 'number') return Math.min(at, end);
  const units = new Set([...at.after].map((key) => key.slice(0, key.indexOf('/'))));
  const index = matrix.units.findLastIndex(({ id }) => units.has(id)) + 1;
  if (index === 0 || index === end) return end;
  const reads = (unit: Unit | undefined, kind: 'previous' | 'next'): boolean =>
    matrix.layers.some(({ name, parameters }) => {
      const own = unit?.cells[name];
      if (unit === undefined || own === null) return false;
      const targets = targetsIn({ ...parameters, ...own?.parameters });
      return targets.some((target) => target.kind === 'cell' && target.unit.kind === kind);
    });
  return reads(matrix.units[index], 'previous') || reads(matrix.units[index - 1], 'next') ? end : index;
}

function newVariables(matrix: MatrixDocument, clip: CellClip): NonNullable<CellClip['vars']> | null {
  const own = matrix.vars ?? {};
  const missing = Object.entries(clip.vars ?? {}).filter(([name]) => !Object.hasOwn(own, name));
  return missing.length === 0 ? null : { ...own, ...Object.fromEntries(missing) };
}

function differing(matrix: MatrixDocument, clip: CellClip): string[] {
  const own = matrix.vars ?? {};
  return Object.entries(clip.vars ?? {}).flatMap(([name, value]) =>
    Object.hasOwn(own, name) && own[name] !== value ? [name] : [],
  );
}
