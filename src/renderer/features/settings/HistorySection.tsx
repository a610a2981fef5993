import { useTranslation } from 'react-i18next';
import { CountSetting } from './CountSetting.tsx';
import classes from './SettingsPage.module.css';

/** How long inferences stay in the history, and how many. */
export function HistorySection() {
  const { t } = useTranslation();
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('settings.history')}</h2>
      <div className={classes.trio}>
        <CountSetting name="historyDays" label={t('settings.historyDays')} least={1} most={3_650} />
        <CountSetting name="historyRows" label={t('settings.historyRows')} least={100} most={1_000_000} />
      </div>
      <p className={classes.credits}>{t('settings.historyHint')}</p>
    </section>
  );
}
