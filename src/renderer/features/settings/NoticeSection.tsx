import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences, useStudio } from '../../studio/index.ts';
import classes from './SettingsPage.module.css';

/** Whether the operating system tells of the end of a run. The browser asks for its leave when it is switched on. */
export function NoticeSection() {
  const { t } = useTranslation();
  const { preferences } = useStudio();
  const isOn = usePreferences((state) => state.settings.notifyRunEnd);
  const [permission, setPermission] = useState(Notification.permission);

  async function change(isWanted: boolean): Promise<void> {
    if (isWanted) setPermission(await Notification.requestPermission());
    await preferences.change({ notifyRunEnd: isWanted && Notification.permission === 'granted' });
  }

  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('notice.title')}</h2>
      <Switch
        label={t('notice.runEnd')}
        description={t('notice.runEndHint')}
        checked={isOn && permission === 'granted'}
        error={permission === 'denied' ? t('notice.denied') : undefined}
        onChange={(event) => void change(event.currentTarget.checked)}
      />
    </section>
  );
}
