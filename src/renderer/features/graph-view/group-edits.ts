import type { CellKey } from '../../../shared/base/index.ts';
import { groupColors, type CellGroup, type SingleEdit } from '../../../shared/matrix/index.ts';
import { boundsOf, type Box } from './graph-layout.ts';

/** Ground between a frame and its cells, in flow units. */
const framePadding = 10;

/** The frame around the cells of a group that are shown; null where none is. */
export function frameOf(group: CellGroup, boxOf: (cell: CellKey) => Box | undefined): Box | null {
  const boxes = group.cells.flatMap((key) => boxOf(key) ?? []);
  if (boxes.length === 0) return null;
  const { x, y, width, height } = boundsOf(boxes);
  return {
    x: x - framePadding,
    y: y - framePadding,
    width: width + 2 * framePadding,
    height: height + 2 * framePadding,
  };
}

/** A new group of cells; they leave the groups they were in, and a group without cells goes. */
export function withGroup(
  groups: readonly CellGroup[],
  cells: readonly CellKey[],
  nameOf: (number: number) => string,
): { groups: CellGroup[]; made: CellGroup } {
  const chosen = new Set(cells);
  const rest = groups
    .map((group) => ({ ...group, cells: group.cells.filter((key) => !chosen.has(key)) }))
    .filter((group) => group.cells.length > 0);
  const ids = new Set(rest.map(({ id }) => id));
  let number = rest.length + 1;
  while (ids.has(`group-${number}`)) number += 1;
  // The first is blue: grey is for those who want to be quiet.
  const colors = groupColors.filter((color) => color !== 'gray');
  const color = colors[(number + 4) % colors.length] ?? 'blue';
  const made: CellGroup = { id: `group-${number}`, name: nameOf(number), color, cells: [...cells] };
  return { groups: [...rest, made], made };
}

/** The edit that keeps these groups; without any the document says nothing of them. */
export function setGroups(groups: readonly CellGroup[]): SingleEdit {
  return { type: 'set-view', field: 'groups', ...(groups.length === 0 ? {} : { value: [...groups] }) };
}
