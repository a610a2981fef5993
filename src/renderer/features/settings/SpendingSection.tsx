import { useTranslation } from 'react-i18next';
import { TimeZoneSetting } from './TimeZoneSetting.tsx';
import { UsdSetting } from './UsdSetting.tsx';
import classes from './SettingsPage.module.css';

const caps = ['runCap', 'dayCap', 'monthCap'] as const;
const alerts = ['dayAlert', 'weekAlert', 'monthAlert'] as const;

/** How much a run, a day and a month may cost at most, and when the user wants to be told. */
export function SpendingSection() {
  const { t } = useTranslation();
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('settings.spending')}</h2>
      <div className={classes.trio}>
        {caps.map((name) => (
          <UsdSetting
            key={name}
            name={`${name}MicroUsd`}
            label={t(`settings.${name}`)}
            placeholder={t('settings.noRunCap')}
          />
        ))}
      </div>
      <p className={classes.credits}>{t('settings.runCapHint')}</p>
      <div className={classes.trio}>
        {alerts.map((name) => (
          <UsdSetting
            key={name}
            name={`${name}MicroUsd`}
            label={t(`settings.${name}`)}
            placeholder={t('settings.noAlert')}
          />
        ))}
      </div>
      <p className={classes.credits}>{t('settings.alertHint')}</p>
      <TimeZoneSetting />
    </section>
  );
}
