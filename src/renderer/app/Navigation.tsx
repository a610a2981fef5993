import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconBox,
  IconChartBar,
  IconCpu,
  IconHelp,
  IconLayoutGrid,
  IconPhoto,
  IconSettings,
  IconSparkles,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CommandChord } from '../commands/index.ts';
import { pages, useStudio, useView, type Page } from '../studio/index.ts';
import { LoomMark } from './LoomMark.tsx';
import classes from './Navigation.module.css';

const icons: Record<Page, Icon> = {
  matrix: IconLayoutGrid,
  generate: IconSparkles,
  gallery: IconPhoto,
  models: IconBox,
  engine: IconCpu,
  costs: IconChartBar,
  settings: IconSettings,
};

/** The way between the pages. */
export function Navigation() {
  const { t } = useTranslation();
  const { view } = useStudio();
  const current = useView((state) => state.page);
  return (
    <nav className={classes.rail} aria-label={t('nav.label')}>
      <LoomMark />
      <ul className={classes.pages}>
        {pages.map((page) => {
          const PageIcon = icons[page];
          return (
            <li key={page}>
              <a href={`#/${page}`} className={classes.link} aria-current={page === current ? 'page' : undefined}>
                <PageIcon size={22} stroke={1.6} aria-hidden />
                {t(`nav.${page}`)}
              </a>
            </li>
          );
        })}
      </ul>
      <Tooltip
        position="right"
        label={
          <>
            {t('shortcuts.open')} <CommandChord command="shortcuts" />
          </>
        }
      >
        <ActionIcon aria-label={t('shortcuts.open')} onClick={() => view.open({ kind: 'shortcuts' })}>
          <IconHelp size={22} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
    </nav>
  );
}
