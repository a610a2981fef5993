import { NativeSelect, SegmentedControl } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { colorScheme, language, type ColorScheme } from '../../../shared/contract/index.ts';
import { usePreferences, useStudio } from '../../studio/index.ts';
import classes from './SettingsPage.module.css';

const followBrowser = 'browser';

/** Language and theme. */
export function AppearanceSection() {
  const { t } = useTranslation();
  const { preferences } = useStudio();
  const settings = usePreferences((state) => state.settings);
  const themeLabel = useId();
  const themes: { value: ColorScheme; icon: ReactNode; name: string }[] = [
    { value: 'auto', icon: <IconDeviceDesktop size={16} aria-hidden />, name: t('settings.themeSystem') },
    { value: 'dark', icon: <IconMoon size={16} aria-hidden />, name: t('settings.themeDark') },
    { value: 'light', icon: <IconSun size={16} aria-hidden />, name: t('settings.themeLight') },
  ];
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('settings.appearance')}</h2>
      <NativeSelect
        label={t('settings.language')}
        description={t('settings.languageHint')}
        className={classes.select ?? ''}
        value={settings.language ?? followBrowser}
        data={[
          { value: followBrowser, label: t('settings.followBrowser') },
          { value: 'en', label: 'English' },
          { value: 'es', label: 'Español' },
        ]}
        onChange={(event) => {
          const chosen = language.safeParse(event.currentTarget.value);
          void preferences.change({ language: chosen.success ? chosen.data : null });
        }}
      />
      <div>
        <div id={themeLabel} className={classes.label}>
          {t('settings.theme')}
        </div>
        <SegmentedControl
          aria-labelledby={themeLabel}
          value={settings.colorScheme}
          data={themes.map(({ value, icon, name }) => ({
            value,
            label: (
              <span className={classes.choice}>
                {icon}
                {name}
              </span>
            ),
          }))}
          onChange={(value) => void preferences.change({ colorScheme: colorScheme.parse(value) })}
        />
      </div>
    </section>
  );
}
