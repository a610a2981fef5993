import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDocument, useFiles, useStudio } from '../../studio/index.ts';
import classes from './Documents.module.css';

/** Documents that a menu has room for. */
const shownRecent = 8;

/** Menu items of the documents that were opened before, the newest first. */
export function RecentItems() {
  const { t } = useTranslation();
  const { files } = useStudio();
  const presentId = useDocument((state) => state.document?.id);
  const recent = useFiles((state) => state.recent);
  const shown = recent.filter((each) => each.exists && each.documentId !== presentId).slice(0, shownRecent);
  if (shown.length === 0) return <Menu.Item disabled>{t('file.noRecent')}</Menu.Item>;
  return shown.map(({ documentId, file, title }) => (
    <Menu.Item key={documentId} data-recent={file} onClick={() => void files.open(file)}>
      <span className={classes.recentTitle}>{title}</span>
      <span className={classes.recentFile}>{file}</span>
    </Menu.Item>
  ));
}
