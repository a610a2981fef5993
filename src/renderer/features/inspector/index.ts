export { InspectorPanel } from './InspectorPanel.tsx';
export { ParameterPreview } from './ParameterPreview.tsx';
export { UnitInspector } from './UnitInspector.tsx';
export { useParameterName } from './use-parameter-name.ts';
