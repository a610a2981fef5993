import { Tooltip } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconArrowBackUp, IconArrowForwardUp, IconDeviceFloppy, IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Chord } from '../commands/index.ts';
import { FileMenu } from '../features/documents/index.ts';
import { RunBar } from '../features/run-monitor/index.ts';
import { useDocument, useStudio } from '../studio/index.ts';
import { IconAction } from '../ui/index.ts';
import classes from './TopBar.module.css';

/** The document with undo, redo and save, and the run. */
export function TopBar() {
  const { t } = useTranslation();
  return (
    <section className={classes.bar} aria-label={t('topBar.label')}>
      <FileMenu />
      <DocumentTitle />
      <DocumentActions />
      <div className={classes.space} />
      <IconAction
        label={t('topBar.commands')}
        hint={<Chord chord="mod+k" />}
        icon={<IconSearch size={20} stroke={1.75} />}
        onClick={() => spotlight.open()}
      />
      <RunBar />
    </section>
  );
}

function DocumentTitle() {
  const { t } = useTranslation();
  const document = useDocument((state) => state.document);
  if (document === null) return <div className={classes.document} />;
  return (
    <div className={classes.document}>
      <Tooltip label={document.file}>
        <span className={classes.title}>{document.matrix.title ?? t('topBar.untitled')}</span>
      </Tooltip>
      {document.dirty ? (
        <Tooltip label={t('topBar.unsaved')}>
          <span className={classes.dirty} role="img" aria-label={t('topBar.unsaved')} data-dirty="true" />
        </Tooltip>
      ) : null}
    </div>
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
        hint={<Chord chord="mod+z" />}
        icon={<IconArrowBackUp size={20} stroke={1.75} />}
        disabled={document?.canUndo !== true || isReadOnly}
        data-action="undo"
        onClick={() => void documents.undo()}
      />
      <IconAction
        label={redoLabel === null ? t('topBar.redo') : t('topBar.redoStep', { label: redoLabel })}
        hint={<Chord chord="mod+y" />}
        icon={<IconArrowForwardUp size={20} stroke={1.75} />}
        disabled={document?.canRedo !== true || isReadOnly}
        data-action="redo"
        onClick={() => void documents.redo()}
      />
      <IconAction
        label={t('topBar.save')}
        hint={<Chord chord="mod+s" />}
        icon={<IconDeviceFloppy size={20} stroke={1.75} />}
        disabled={document?.dirty !== true || isReadOnly}
        data-action="save"
        onClick={() => void documents.save()}
      />
    </div>
  );
}
