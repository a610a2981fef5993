import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStudio, useView } from '../../studio/index.ts';
import { ImportForm } from './ImportForm.tsx';
import { NewDocument } from './NewDocument.tsx';
import { PathForm } from './PathForm.tsx';
import { RecentList } from './RecentList.tsx';

const titles = {
  'open-document': 'file.openTitle',
  'new-document': 'file.newTitle',
  'save-as': 'file.saveAsTitle',
  'import-table': 'file.importTitle',
} as const;

type FileDialog = keyof typeof titles;

function isFileDialog(kind: string): kind is FileDialog {
  return kind in titles;
}

/** The dialogs of the file menu; one at a time. */
export function FileDialogs() {
  const { t } = useTranslation();
  const { view } = useStudio();
  const kind = useView((state) =>
    state.overlay !== null && isFileDialog(state.overlay.kind) ? state.overlay.kind : null,
  );
  return (
    <Modal
      opened={kind !== null}
      onClose={() => view.close()}
      title={kind === null ? '' : t(titles[kind])}
      size={kind === 'new-document' ? '64rem' : 'lg'}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div data-dialog={kind}>
        {kind === 'import-table' ? <ImportForm /> : null}
        {kind === 'new-document' ? <NewDocument /> : null}
        {kind === 'open-document' || kind === 'save-as' ? <PathForm purpose={kind} /> : null}
        {kind === 'open-document' ? <RecentList /> : null}
      </div>
    </Modal>
  );
}
