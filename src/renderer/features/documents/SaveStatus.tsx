import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/index.ts';
import { useDocument, useTabs } from '../../studio/index.ts';
import { clockOf } from './clock-of.ts';
import { useIsDirty } from './use-is-dirty.ts';
import classes from './SaveStatus.module.css';

/** Whether what is on the screen is in the file, and since when. */
export function SaveStatus() {
  const { t } = useTranslation();
  const language = useLanguage();
  const shownId = useDocument((state) => state.document?.id);
  const tab = useTabs((state) => state.tabs.find((each) => each.id === shownId) ?? null);
  const dirty = useIsDirty(tab);
  if (tab?.readOnly !== null) return <div className={classes.status} data-shrinks="first" />;
  const { savedAtMs } = tab;
  // Of what was just changed nothing can be kept yet.
  const keptAtMs = tab.dirty ? tab.keptAtMs : null;
  const text = !dirty
    ? savedAtMs === null
      ? ''
      : t('documents.savedAt', { time: clockOf(savedAtMs, language) })
    : keptAtMs === null
      ? t('documents.unsavedNow')
      : t('documents.keptAt', { time: clockOf(keptAtMs, language) });
  return (
    <Tooltip label={dirty ? t('documents.keptHint') : tab.file}>
      <div
        className={classes.status}
        data-shrinks="first"
        data-save-status={dirty ? (keptAtMs === null ? 'unsaved' : 'kept') : 'saved'}
      >
        <span>{text}</span>
      </div>
    </Tooltip>
  );
}
