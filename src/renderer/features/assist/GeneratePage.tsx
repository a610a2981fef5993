import { SegmentedControl } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { LearnedView } from '../learning/index.ts';
import { AdvicePanel } from './AdvicePanel.tsx';
import { PromptComposer } from './PromptComposer.tsx';
import { RecentResults } from './RecentResults.tsx';
import { ResultStage } from './ResultStage.tsx';
import { BatchContext, useBatchReading } from './use-batch.ts';
import classes from './GeneratePage.module.css';

/** Pictures of a prompt, with advice that can be read, changed, confirmed and rated; and what was learned of it. */
export function GeneratePage() {
  const { t } = useTranslation();
  const batch = useBatchReading();
  const [shown, setShown] = useState<'make' | 'learned'>('make');

  function onKeyDown(event: KeyboardEvent): void {
    const isStart = event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!isStart || event.defaultPrevented || shown !== 'make') return;
    // Here it makes a picture; elsewhere it runs the open document.
    event.preventDefault();
    batch.start();
  }

  return (
    <BatchContext value={batch}>
      <div className={classes.page} data-shown={shown} onKeyDown={onKeyDown}>
        <div className={classes.work}>
          <header className={classes.head}>
            <h1 className={classes.title}>{t('assist.title')}</h1>
            <SegmentedControl
              size="xs"
              aria-label={t('assist.show.label')}
              value={shown}
              onChange={setShown}
              data={[
                { value: 'make', label: t('assist.show.make') },
                { value: 'learned', label: t('assist.show.learned') },
              ]}
            />
          </header>
          {shown === 'learned' ? (
            <LearnedView />
          ) : (
            <>
              <PromptComposer />
              <ResultStage />
              <RecentResults />
            </>
          )}
        </div>
        {shown === 'make' ? <AdvicePanel /> : null}
      </div>
    </BatchContext>
  );
}
