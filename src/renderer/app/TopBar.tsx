import { spotlight } from '@mantine/spotlight';
import { IconArrowBackUp, IconArrowForwardUp, IconDeviceFloppy, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CommandChord } from '../commands/index.ts';
import { SpentToday } from '../features/costs/index.ts';
import { DocumentTabs, FileMenu, SaveStatus } from '../features/documents/index.ts';
import { RunBar } from '../features/run-monitor/index.ts';
import { useDocument, useStudio } from '../studio/index.ts';
import { IconAction } from '../ui/index.ts';
import { HistoryMenu } from './HistoryMenu.tsx';
import classes from './TopBar.module.css';

/** The document with undo, redo and save, and the run. */
export function TopBar() {
  const { t } = useTranslation();
  return (
    <section aria-label={t('topBar.label')}>
      <DocumentTabs />
      <div className={classes.bar}>
        <FileMenu />
        <DocumentActions />
        <SaveStatus />
        <div className={classes.space} />
        <IconAction
          label={t('topBar.commands')}
          hint={<CommandChord command="palette" />}
          icon={<IconSearch size={20} stroke={1.75} />}
          onClick={() => spotlight.open()}
        />
        <SpentToday />
        <RunBar />
      </div>
    </section>
  );
}

function DocumentActions() {
  const { t } = useTranslation();
  const { documents } = useStudio();
  const document = useDocument((state) => state.document);
  const isReadOnly = document?.readOnly !== null;
  const { undoLabel, redoLabel } = document ?? { undoLabel: null, redoLabel: null };
  return (
    <div className={classes.actions}>
      <IconAction
        label={undoLabel === null ? t('topBar.undo') : t('topBar.undoStep', { label: undoLabel })}
        hint={<CommandChord command="undo" />}
        icon={<IconArrowBackUp size={20} stroke={1.75} />}
        disabled={document?.canUndo !== true || isReadOnly}
        data-action="undo"
        onClick={() => void documents.undo()}
      />
      <IconAction
        label={redoLabel === null ? t('topBar.redo') : t('topBar.redoStep', { label: redoLabel })}
        hint={<CommandChord command="redo" />}
        icon={<IconArrowForwardUp size={20} stroke={1.75} />}
        disabled={document?.canRedo !== true || isReadOnly}
        data-action="redo"
        onClick={() => void documents.redo()}
      />
      <HistoryMenu />
      <IconAction
        label={t('topBar.save')}
        hint={<CommandChord command="save" />}
        icon={<IconDeviceFloppy size={20} stroke={1.75} />}
        disabled={document?.dirty !== true || isReadOnly}
        data-action="save"
        onClick={() => void documents.save()}
      />
    </div>
  );
}
