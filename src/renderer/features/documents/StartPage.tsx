import { Button, Group } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFiles, useStudio } from '../../studio/index.ts';
import { ExampleCard } from './ExampleCard.tsx';
import { RecentList } from './RecentList.tsx';
import classes from './StartPage.module.css';

/** What stands in the window while no document is open: what was made before, and what can be made. */
export function StartPage() {
  const { t } = useTranslation();
  const { files } = useStudio();
  const examples = useFiles((state) => state.examples);
  useEffect(() => void files.loadExamples(), [files]);
  return (
    <div className={classes.page} data-start-page>
      <div className={classes.content}>
        <header className={classes.header}>
          <div>
            <h1 className={classes.title}>{t('documents.start.title')}</h1>
            <p className={classes.hint}>
              {t('file.noneTitle')}. {t('file.noneHint')}
            </p>
          </div>
          <Group gap="xs">
            <Button onClick={() => files.ask('new-document')}>{t('file.new')}</Button>
            <Button variant="default" onClick={() => files.ask('open-document')}>
              {t('file.open')}
            </Button>
            <Button variant="default" onClick={() => void files.openSample()}>
              {t('file.sample')}
            </Button>
          </Group>
        </header>
        <RecentList heading={t('documents.start.recent')} most={4} />
        <section aria-label={t('documents.start.examples')}>
          <h2 className={classes.heading}>{t('documents.start.examples')}</h2>
          <div className={classes.cards}>
            {examples?.map((example) => (
              <ExampleCard key={example.id} example={example} onPress={() => files.askForNew(example.id)} />
            ))}
          </div>
        </section>
      </div>
    </div>
  );
}
