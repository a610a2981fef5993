import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { usePreferences, useStudio } from '../../studio/index.ts';
import { Blank } from '../../ui/index.ts';
import { AboutSection } from './AboutSection.tsx';
import { AppearanceSection } from './AppearanceSection.tsx';
import classes from './SettingsPage.module.css';

/** Language, look, and what this program is. */
export function SettingsPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { preferences } = useStudio();
  const phase = usePreferences((state) => state.phase);
  if (phase.kind === 'failed') {
    const { sentence, hint } = failureText(phase.failure, language);
    return (
      <Blank
        isAlert
        icon={<IconAlertTriangle size={32} />}
        title={t('settings.failedTitle')}
        hint={`${sentence} ${hint}`}
      >
        <Button onClick={() => void preferences.load()}>{t('common.retry')}</Button>
      </Blank>
    );
  }
  return (
    <div className={classes.scroller}>
      <div className={classes.page}>
        <h1 className={classes.title}>{t('settings.title')}</h1>
        <AppearanceSection />
        <AboutSection />
      </div>
    </div>
  );
}
