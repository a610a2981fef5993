import { MantineProvider } from '@mantine/core';
import { useColorScheme } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';
import { useEffect, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { chooseLanguage, createI18n } from '../i18n/index.ts';
import type { StudioLink } from '../link/index.ts';
import { createStudio, StudioProvider, usePreferences, type Studio } from '../studio/index.ts';
import { cssVariables, theme } from '../theme/index.ts';
import { createNotices } from './notices.tsx';
import { Shell } from './Shell.tsx';
import classes from './StudioApp.module.css';

/** The whole window. */
export function StudioApp({ link }: { link: StudioLink }) {
  const [i18n] = useState(() => createI18n(chooseLanguage(null, navigator.languages)));
  const [studio] = useState(() => {
    const studio: Studio = createStudio(
      link,
      createNotices(i18n, () => studio),
    );
    return studio;
  });
  useEffect(() => studio.start(), [studio]);
  return (
    <I18nextProvider i18n={i18n}>
      <StudioProvider studio={studio}>
        <Themed onLanguage={(language) => void i18n.changeLanguage(language)} />
      </StudioProvider>
    </I18nextProvider>
  );
}

/** Applies the settings to the page: theme and language. */
function Themed({ onLanguage }: { onLanguage: (language: string) => void }) {
  const settings = usePreferences((state) => state.settings);
  const system = useColorScheme('dark', { getInitialValueInEffect: false });
  const scheme = settings.colorScheme === 'auto' ? system : settings.colorScheme;
  const language = chooseLanguage(settings.language, navigator.languages);
  useEffect(() => {
    document.documentElement.lang = language;
    onLanguage(language);
  });
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme={scheme}>
      <Notifications position="bottom-center" limit={4} className={classes.notices ?? ''} />
      <Shell />
    </MantineProvider>
  );
}
