import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStudio, useView } from '../../studio/index.ts';
import { createGraphAnswers } from './graph-answers.ts';
import type { GraphLayout } from './graph-layout.ts';
import { useGraphStore } from './graph-state.ts';
import type { Reference } from './layout-graph.ts';
import { useGroupActions } from './use-group-actions.ts';
import { useWireActions } from './use-wire-actions.tsx';
import { useConnect } from './use-wiring.ts';

/** Does what the keys and the palette ask of the graph. */
export function useGraphRequests(layout: GraphLayout, references: readonly Reference[]): void {
  const { t } = useTranslation();
  const studio = useStudio();
  const graph = useGraphStore();
  const groups = useGroupActions();
  const wires = useWireActions();
  const connect = useConnect();
  const request = useView((state) => state.graphRequest);
  const answered = useRef(request);
  useEffect(() => {
    if (request === null || answered.current === request) return;
    answered.current = request;
    createGraphAnswers({ layout, references, studio, graph, groups, wires, connect, t })(request.what);
  }, [request, layout, references, studio, graph, groups, wires, connect, t]);
}
