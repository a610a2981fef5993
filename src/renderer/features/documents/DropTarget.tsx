import { notifications } from '@mantine/notifications';
import { IconFileImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStudio, type Studio } from '../../studio/index.ts';
import type { Translate } from '../../i18n/index.ts';
import { readDropped } from './read-dropped.ts';
import { useFileDrop } from './use-file-drop.ts';
import classes from './DropTarget.module.css';

/** Takes documents and tables that are dropped anywhere on the window. What a cell takes for itself is left to it. */
export function DropTarget() {
  const { t } = useTranslation();
  const studio = useStudio();
  const isOver = useFileDrop((file) => void take(file, studio, t));
  if (!isOver) return null;
  return (
    <div className={classes.target} data-drop-target>
      <div className={classes.sign}>
        <IconFileImport size={40} stroke={1.5} aria-hidden />
        <strong>{t('documents.drop.title')}</strong>
        <span className={classes.hint}>{t('documents.drop.hint')}</span>
      </div>
    </div>
  );
}

async function take(file: File, { documents, files }: Studio, t: Translate): Promise<void> {
  const dropped = await readDropped(file);
  const { name } = file;
  if (dropped.kind === 'unknown') {
    tell(t('documents.drop.unknown', { name }));
  } else if (dropped.kind === 'not-text') {
    tell(t('documents.drop.notText', { name }));
  } else if (dropped.kind === 'document') {
    const isOpen = await files.bring(name, dropped.text);
    const { document } = documents.getState();
    if (isOpen && document !== null) tell(t('documents.drop.brought', { name, file: document.file }));
  } else if (documents.getState().document?.readOnly !== null) {
    tell(t('documents.drop.noDocument'));
  } else {
    await files.importTable(dropped.text, t('file.importLabel', { name }));
  }
}

function tell(message: string): void {
  notifications.show({ id: 'dropped', message });
}
