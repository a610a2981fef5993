import type { GraphColors } from './graph-colors.ts';
import { overlaps, type Band, type Box, type GraphLayout } from './graph-layout.ts';
import { metrics } from './graph-metrics.ts';
import { routeReference } from './graph-route.ts';
import type { Reference } from './layout-graph.ts';

/** Pixels of a column's gap from which lines between cells are drawn, of a lane from which its name is, and of its letters. */
const sizes = { lines: 6, name: 13, letters: 11 } as const;

interface Brush {
  scale: number;
  colors: GraphColors;
  font: string;
}

/** Paints the lanes that the area touches, and their names where there is room for letters. In flow units. */
export function paintLanes(context: CanvasRenderingContext2D, layout: GraphLayout, area: Box, brush: Brush): void {
  const { scale, colors, font } = brush;
  context.fillStyle = colors.sunken;
  context.strokeStyle = colors.line;
  context.lineWidth = 1 / scale;
  const lanes = layout.lanes.filter((lane) => overlaps(lane, area));
  for (const { x, y, width, height } of lanes) {
    context.fillRect(x, y, width, height);
    if (height * scale > 6) context.strokeRect(x, y, width, height);
  }
  context.setLineDash([4 / scale, 3 / scale]);
  for (const gap of layout.gaps) {
    if (gap.height * scale > 6 && overlaps(gap, area)) context.strokeRect(gap.x, gap.y, gap.width, gap.height);
  }
  context.setLineDash([]);
  context.font = `600 ${sizes.letters / scale}px ${font}`;
  context.fillStyle = colors.text;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const { band, x, y, height } of lanes) {
    if (height * scale < sizes.name) continue;
    context.fillText(titleOf(band), x + metrics.labelWidth - metrics.lanePadding, y + height / 2);
  }
  context.textAlign = 'left';
  for (const { band, x, y, height, width } of layout.columns) {
    const room = (width + metrics.columnGap) * scale;
    const title = titleOf(band);
    if (title.length * sizes.letters * 0.6 > room) continue;
    context.fillText(title, x, y + height - sizes.letters / scale);
  }
}

function titleOf(band: Band): string {
  return band.kind === 'unit' ? (band.unit.title ?? band.unit.id) : (band.layer.title ?? band.layer.name);
}

/** Lines of one look, ready to be stroked at any scale. */
export interface LineBundle {
  path: Path2D;
  color: string;
  isAcross: boolean;
}

/** Gathers references of the same look: one stroke for all of them instead of thousands. */
export function bundleLines(
  layout: GraphLayout,
  references: readonly Reference[],
  colors: GraphColors,
): readonly LineBundle[] {
  const bundles = new Map<string, LineBundle>();
  for (const { source, target, assetType } of references) {
    const [from, to] = [layout.byKey.get(source), layout.byKey.get(target)];
    if (from === undefined || to === undefined) continue;
    const isAcross = from.cell.unitIndex !== to.cell.unitIndex;
    const name = `${assetType} ${isAcross}`;
    const bundle = bundles.get(name) ?? { path: new Path2D(), color: colors.types[assetType], isAcross };
    bundles.set(name, bundle);
    const route = routeReference(layout, from, to)?.points ?? [
      { x: from.x + from.width, y: from.y + from.height / 2 },
      { x: to.x, y: to.y + to.height / 2 },
    ];
    route.forEach(({ x, y }, index) => (index === 0 ? bundle.path.moveTo(x, y) : bundle.path.lineTo(x, y)));
  }
  return [...bundles.values()];
}

/** Strokes the lines, those between units lighter; none where they would only be a haze. */
export function paintLines(
  context: CanvasRenderingContext2D,
  bundles: readonly LineBundle[],
  { scale }: Pick<Brush, 'scale'>,
): void {
  if (metrics.columnGap * scale < sizes.lines) return;
  for (const { path, color, isAcross } of bundles) {
    context.strokeStyle = color;
    context.globalAlpha = isAcross ? 0.5 : 0.8;
    context.lineWidth = 1.2 / scale;
    context.setLineDash(isAcross ? [4 / scale, 3 / scale] : []);
    context.stroke(path);
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}
