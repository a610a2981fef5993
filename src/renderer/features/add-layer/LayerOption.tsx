import { Combobox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ModelEntry } from '../../../shared/contract/index.ts';
import { useLanguage } from '../../i18n/index.ts';
import { AssetIcon } from '../cell-face/index.ts';
import { costText } from '../models/index.ts';
import classes from './AddLayer.module.css';

/** One model in the search: what it makes, who runs it, what it costs. */
export function LayerOption({ entry: { template, availability } }: { entry: ModelEntry }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const kind = template.output.asset_type;
  return (
    <Combobox.Option value={template.id} className={classes.option ?? ''} data-model={template.id}>
      <span className={classes.icon} style={{ color: `var(--telar-type-${kind})` }}>
        <AssetIcon type={kind} size={20} />
      </span>
      <span className={classes.names}>
        <span className={classes.name}>
          {template.title}
          <span className={classes.provider}>{t(`models.provider.${template.provider}`)}</span>
        </span>
        <span className={classes.description}>{template.description}</span>
      </span>
      <span className={classes.facts}>
        <span>{costText(template.cost, t, language)}</span>
        {availability === 'ready' ? null : (
          <span className={classes.missing}>{t(`models.availability.${availability}`)}</span>
        )}
      </span>
    </Combobox.Option>
  );
}
