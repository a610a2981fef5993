import { useTranslation } from 'react-i18next';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { usePreferences, useStudio } from '../../studio/index.ts';
import { FailedBlank } from '../../ui/index.ts';
import { AboutSection } from './AboutSection.tsx';
import { AppearanceSection } from './AppearanceSection.tsx';
import { HistorySection } from './HistorySection.tsx';
import { NoticeSection } from './NoticeSection.tsx';
import { ProvidersSection } from './ProvidersSection.tsx';
import { SpendingSection } from './SpendingSection.tsx';
import { ShortcutsSection } from './ShortcutsSection.tsx';
import classes from './SettingsPage.module.css';

/** Language, look, providers, limits, and what this program is. */
export function SettingsPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { preferences } = useStudio();
  const phase = usePreferences((state) => state.phase);
  if (phase.kind === 'failed') {
    const { whole } = failureText(phase.failure, language);
    return (
      <FailedBlank
        title={t('settings.failedTitle')}
        hint={whole}
        retryLabel={t('common.retry')}
        onRetry={() => void preferences.load()}
      />
    );
  }
  return (
    <div className={classes.scroller}>
      <div className={classes.page}>
        <h1 className={classes.title}>{t('settings.title')}</h1>
        <AppearanceSection />
        <ProvidersSection />
        <SpendingSection />
        <NoticeSection />
        <HistorySection />
        <ShortcutsSection />
        <AboutSection />
      </div>
    </div>
  );
}
