import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDocument, useStudio } from '../../studio/index.ts';
import { IconAction } from '../../ui/index.ts';
import type { PlacedLane } from './graph-layout.ts';
import classes from './LaneNode.module.css';

/** Folds a lane to a strip, or opens it again. */
export function FoldButton({ lane: { name, isCollapsed } }: { lane: PlacedLane }) {
  const { t } = useTranslation();
  const { documents } = useStudio();
  const isReadOnly = useDocument((state) => state.document?.readOnly !== null);

  function toggle(): void {
    const folded = documents.getState().document?.matrix.view?.collapsed ?? [];
    const value = isCollapsed ? folded.filter((each) => each !== name) : [...folded, name];
    const label = t(isCollapsed ? 'graphEdit.unfold' : 'graphEdit.fold', { lane: name });
    void documents.edit({ type: 'set-view', field: 'collapsed', value }, { label });
  }

  return (
    <IconAction
      label={t(isCollapsed ? 'graph.unfold' : 'graph.fold', { lane: name })}
      icon={isCollapsed ? <IconChevronRight size={16} /> : <IconChevronDown size={16} />}
      className={`nopan nodrag ${classes.fold ?? ''}`}
      variant="subtle"
      color="gray"
      size="sm"
      aria-expanded={!isCollapsed}
      disabled={isReadOnly}
      onClick={toggle}
    />
  );
}
