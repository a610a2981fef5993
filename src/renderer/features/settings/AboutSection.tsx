import { Skeleton } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppInfo } from '../../../shared/contract/index.ts';
import type { Translate } from '../../i18n/index.ts';
import { useLinkStatus, usePreferences, useStudio } from '../../studio/index.ts';
import classes from './SettingsPage.module.css';

/** What this program is and where it keeps its things. */
export function AboutSection() {
  const { t } = useTranslation();
  const { preferences } = useStudio();
  const isConnected = useLinkStatus() === 'connected';
  const info = usePreferences((state) => state.info);
  const engine = usePreferences((state) => state.engine);
  useEffect(() => {
    if (isConnected) void preferences.loadEngine();
  }, [preferences, isConnected]);
  const rows: [string, string | null][] = [
    [t('settings.version'), info?.version ?? null],
    [t('settings.host'), info === null ? null : hostName(info, t)],
    [t('settings.dataFolder'), info?.dataFolder ?? null],
    [t('settings.runtime'), info === null ? null : t('settings.runtimeValue', info)],
    [t('settings.engine'), engine === null ? null : t('settings.engineValue', { version: engine.onnxruntime })],
    [t('settings.executionProviders'), engine?.executionProviders.join(', ') ?? null],
  ];
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('settings.about')}</h2>
      <dl className={classes.facts}>
        {rows.map(([name, value]) => (
          <div key={name} className={classes.fact}>
            <dt>{name}</dt>
            <dd>{value ?? <Skeleton height="1lh" width="60%" />}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.credits}>{t('settings.credits')}</p>
    </section>
  );
}

function hostName(info: AppInfo, t: Translate): string {
  switch (info.host) {
    case 'electron':
      return t('settings.hostElectron', { version: info.electron ?? '' });
    case 'web':
      return t('settings.hostWeb');
    // A window is served by one of the two above; these only answer programs.
    case 'cli':
    case 'library':
    case 'test':
      return info.host;
  }
}
