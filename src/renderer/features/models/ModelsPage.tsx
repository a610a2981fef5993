import { Button, Skeleton } from '@mantine/core';
import { IconBox, IconPlus, IconSearchOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useModels, useStudio } from '../../studio/index.ts';
import { Blank, FailedBlank } from '../../ui/index.ts';
import { useEstimates } from '../engine/index.ts';
import { AddModelDialog } from './AddModelDialog.tsx';
import { BadTemplates } from './BadTemplates.tsx';
import { filterModels, noFilter } from './filter-models.ts';
import { ModelDetails } from './ModelDetails.tsx';
import { ModelFilters } from './ModelFilters.tsx';
import { ModelList } from './ModelList.tsx';
import classes from './ModelsPage.module.css';

/** All models: what they take, make and cost, and whether they run here. */
export function ModelsPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { models: store } = useStudio();
  const phase = useModels((state) => state.phase);
  const models = useModels((state) => state.models);
  const failures = useModels((state) => state.failures);
  const [filter, setFilter] = useState(noFilter);
  const [selected, setSelected] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  useEstimates(models.filter(({ template }) => template.provider === 'local').map(({ template }) => template.id));
  if (phase.kind === 'failed') {
    const { whole } = failureText(phase.failure, language);
    return (
      <FailedBlank
        title={t('models.failedTitle')}
        hint={whole}
        retryLabel={t('common.retry')}
        onRetry={() => void store.refresh()}
      />
    );
  }
  const shown = filterModels(models, filter);
  const entry = models.find(({ template }) => template.id === selected) ?? null;
  return (
    <div className={classes.page}>
      <div className={classes.browser}>
        <header className={classes.head}>
          <h1 className={classes.title}>{t('models.title')}</h1>
          <span className={classes.soft} role="status">
            {t('models.count', { count: shown.length })}
          </span>
          <Button leftSection={<IconPlus size={18} />} data-action="add-model" onClick={() => setAdding(true)}>
            {t('models.add')}
          </Button>
        </header>
        <ModelFilters models={models} filter={filter} onChange={setFilter} />
        {failures.length === 0 ? null : <BadTemplates failures={failures} />}
        {phase.kind === 'loading' ? (
          <Skeleton height="12rem" radius="md" role="status" aria-label={t('common.loading')} />
        ) : shown.length === 0 ? (
          <Blank icon={<IconSearchOff size={32} />} title={t('models.noneTitle')} hint={t('models.noneHint')}>
            <Button variant="default" onClick={() => setFilter(noFilter)}>
              {t('models.clear')}
            </Button>
          </Blank>
        ) : (
          <ModelList models={shown} selected={selected} onSelect={setSelected} />
        )}
      </div>
      {entry === null ? (
        <div className={classes.empty}>
          <IconBox size={32} stroke={1.5} aria-hidden />
          <p>{t('models.pick')}</p>
        </div>
      ) : (
        <ModelDetails key={entry.template.id} entry={entry} />
      )}
      {isAdding ? <AddModelDialog onClose={() => setAdding(false)} onAdded={setSelected} /> : null}
    </div>
  );
}
