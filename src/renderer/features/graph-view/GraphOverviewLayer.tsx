import { useEffect, useState } from 'react';
import { useStudio } from '../../studio/index.ts';
import type { GraphLayout } from './graph-layout.ts';
import type { Reference } from './layout-graph.ts';
import { LitReferences } from './LitReferences.tsx';
import { OverviewCanvas } from './OverviewCanvas.tsx';
import { OverviewList } from './OverviewList.tsx';
import { OverviewTip } from './OverviewTip.tsx';
import { OverviewWire } from './OverviewWire.tsx';
import { createPictureCache } from './picture-cache.ts';

/** What stands in for the nodes while more cells are in view than nodes can be. */
export function GraphOverviewLayer({ layout, references }: { layout: GraphLayout; references: readonly Reference[] }) {
  const { link } = useStudio();
  const [pictures] = useState(() => createPictureCache((take) => link.assetUrl(take, 'thumbnail')));
  useEffect(() => () => pictures.dispose(), [pictures]);
  return (
    <>
      <OverviewCanvas layout={layout} references={references} pictures={pictures} />
      <LitReferences layout={layout} references={references} />
      <OverviewTip layout={layout} />
      <OverviewList layout={layout} />
      <OverviewWire references={references} />
    </>
  );
}
