import { ReactFlowProvider } from '@xyflow/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenDocument } from '../../../shared/contract/index.ts';
import { useStudio } from '../../studio/index.ts';
import { GraphFlow } from './GraphFlow.tsx';
import { createGraphStore, GraphContext } from './graph-state.ts';
import { createGraphTools, GraphToolsContext } from './graph-tools.ts';
import classes from './GraphView.module.css';

/** The document as a graph: lanes, a column for each layer or unit, a node per cell. */
export function GraphView({ document }: { document: OpenDocument }) {
  const { t } = useTranslation();
  const { view } = useStudio();
  const [graph] = useState(() => createGraphStore(view.getState().focusRequests));
  const [tools] = useState(createGraphTools);
  return (
    <section className={classes.graph} data-showing="graph" aria-label={t('matrix.graph')}>
      <GraphContext value={graph}>
        <GraphToolsContext value={tools}>
          <ReactFlowProvider>
            <GraphFlow document={document} />
          </ReactFlowProvider>
        </GraphToolsContext>
      </GraphContext>
    </section>
  );
}
