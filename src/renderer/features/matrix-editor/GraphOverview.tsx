import { MiniMap, useStore, type ReactFlowState } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { MiniMapCell } from './MiniMapCell.tsx';

/** React Flow scales the map's content to these, so they cannot come from a style sheet. */
const size = { width: 160, height: 120 };

/** The small map, there as long as some of the matrix lies outside: over a matrix in full view it would only hide cells. */
export function GraphOverview() {
  const { t } = useTranslation();
  const isNeeded = useStore(liesPartlyOutside);
  if (!isNeeded) return null;
  return <MiniMap pannable zoomable nodeComponent={MiniMapCell} ariaLabel={t('matrix.minimap')} style={size} />;
}

/** Pixels by which a node may reach over the edge and still count as visible. */
const tolerance = 8;

function liesPartlyOutside({ nodes, transform: [x, y, zoom], width, height }: ReactFlowState): boolean {
  return nodes.some(
    (node) =>
      node.position.x * zoom + x < -tolerance ||
      node.position.y * zoom + y < -tolerance ||
      (node.position.x + (node.width ?? 0)) * zoom + x > width + tolerance ||
      (node.position.y + (node.height ?? 0)) * zoom + y > height + tolerance,
  );
}
