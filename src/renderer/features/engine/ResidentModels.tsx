import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ResidentModel } from '../../../shared/local-engine/index.ts';
import { formatAgo, formatBytes, useLanguage } from '../../i18n/index.ts';
import { useStudio } from '../../studio/index.ts';
import { useNow } from '../cell-face/index.ts';
import { shortFolder } from './short-folder.ts';
import classes from './ResidentModels.module.css';
import page from './EnginePage.module.css';

/** The models that the engine holds, the one used last first. */
export function ResidentModels({ models }: { models: readonly ResidentModel[] }) {
  const { t } = useTranslation();
  const newestFirst = [...models].sort((one, other) => other.lastUsedAtMs - one.lastUsedAtMs);
  return (
    <section className={page.section} data-section="resident">
      <h2 className={page.heading}>{t('engine.models.title')}</h2>
      {models.length === 0 ? (
        <p className={page.soft}>{t('engine.models.none')}</p>
      ) : (
        <ul className={classes.list}>
          {newestFirst.map((model) => (
            <ModelRow key={`${model.folder} ${model.precision}`} model={model} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** One model: its share of the memory, how it lies there, and the way to let go of it. */
function ModelRow({ model }: { model: ResidentModel }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { engine } = useStudio();
  const now = useNow(1_000);
  const decimal = new Intl.NumberFormat(language);
  const ago = formatAgo(now - model.lastUsedAtMs, language);
  return (
    <li className={classes.model} data-resident={model.title} data-busy={model.isBusy}>
      <div className={classes.head}>
        <div className={classes.names}>
          <span className={classes.name}>{model.title}</span>
          <span className={classes.folder} title={model.folder}>
            {shortFolder(model.folder)}
          </span>
        </div>
        <strong className={classes.bytes}>{formatBytes(model.bytes, language)}</strong>
        <Button
          size="xs"
          variant="default"
          data-action="evict"
          disabled={model.isBusy}
          title={model.isBusy ? t('engine.models.busy') : undefined}
          aria-label={t('engine.models.evictNamed', { name: model.title })}
          onClick={() => void engine.evict(model.folder)}
        >
          {t('engine.models.evict')}
        </Button>
      </div>
      <p className={classes.facts}>
        {[
          model.precision,
          t(`engine.provider.${model.executionProvider}`),
          t(`engine.strategy.${model.strategy}`),
          t('engine.models.runs', { count: model.runs }),
          model.isBusy ? t('engine.state.busy') : t('engine.models.lastUsed', { ago }),
        ].join(' · ')}
      </p>
      <ul className={classes.parts}>
        {model.components.map(({ name, bytes, isResident }) => (
          <li key={name} className={classes.part} data-resident-part={isResident}>
            {isResident ? name : t('engine.models.onDemand', { name })}
            {isResident ? ` ${formatBytes(bytes, language)}` : ''}
          </li>
        ))}
      </ul>
      {model.loras.length === 0 ? null : (
        <p className={classes.facts}>
          {t('engine.models.loras')}:{' '}
          {model.loras
            .map(({ id, weight }) => t('engine.models.lora', { id, weight: decimal.format(weight) }))
            .join(', ')}
        </p>
      )}
    </li>
  );
}
