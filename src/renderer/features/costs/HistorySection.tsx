import { NativeSelect, Pill } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inferenceState } from '../../../shared/contract/index.ts';
import { useHistory, useStudio } from '../../studio/index.ts';
import { HistoryDrawer } from './HistoryDrawer.tsx';
import { HistoryList } from './HistoryList.tsx';
import classes from './CostsPage.module.css';

/** All that was inferred, with filters; one of them opens beside the page. */
export function HistorySection() {
  const { t } = useTranslation();
  const { history } = useStudio();
  const { state, model, of } = useHistory((all) => all.filter);
  const total = useHistory((all) => all.total);
  const models = useHistory((all) => all.models);
  const [open, setOpen] = useState<string | null>(null);
  return (
    <section className={classes.section} aria-label={t('history.title')}>
      <div className={classes.sectionHead}>
        <h2 className={classes.heading}>{t('history.title')}</h2>
        <span className={classes.soft}>{t('history.count', { count: total })}</span>
        {of === null ? null : (
          <Pill
            withRemoveButton
            size="md"
            data-history-of={of.cell}
            removeButtonProps={{ 'aria-label': t('runEnd.allCells'), tabIndex: 0, 'aria-hidden': false }}
            onRemove={() => void history.filterBy({ of: null })}
          >
            {of.cell}
          </Pill>
        )}
        <NativeSelect
          size="xs"
          aria-label={t('history.stateFilter')}
          value={state ?? ''}
          data={[
            { value: '', label: t('history.allStates') },
            ...inferenceState.options.map((value) => ({ value, label: t(`history.states.${value}`) })),
          ]}
          onChange={(event) => {
            const chosen = inferenceState.safeParse(event.currentTarget.value);
            void history.filterBy({ state: chosen.success ? chosen.data : null });
          }}
        />
        <NativeSelect
          size="xs"
          aria-label={t('history.modelFilter')}
          value={model ?? ''}
          data={[{ value: '', label: t('history.allModels') }, ...models]}
          onChange={(event) => void history.filterBy({ model: event.currentTarget.value || null })}
        />
      </div>
      <HistoryList onOpen={setOpen} />
      <HistoryDrawer id={open} onClose={() => setOpen(null)} />
    </section>
  );
}
