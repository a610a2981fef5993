import { useTranslation } from 'react-i18next';
import type { ModelEntry } from '../../../shared/contract/index.ts';
import { useLanguage } from '../../i18n/index.ts';
import { AssetIcon } from '../cell-face/index.ts';
import { FitBadge } from '../engine/index.ts';
import { costText } from './cost-text.ts';
import classes from './ModelList.module.css';

export interface ModelListProps {
  models: readonly ModelEntry[];
  selected: string | null;
  onSelect: (id: string) => void;
}

/** One row a model: what it makes, who runs it, what it costs, and whether it runs here. */
export function ModelList({ models, selected, onSelect }: ModelListProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <ul className={classes.list} aria-label={t('models.list')}>
      {models.map(({ template, availability, file }) => (
        <li key={template.id}>
          <button
            type="button"
            className={classes.row}
            aria-pressed={template.id === selected}
            data-model={template.id}
            onClick={() => onSelect(template.id)}
          >
            <span className={classes.icon} data-kind={template.output.asset_type}>
              <AssetIcon type={template.output.asset_type} size={22} />
            </span>
            <span className={classes.names}>
              <span className={classes.name}>{template.title}</span>
              <span className={classes.id}>{template.id}</span>
            </span>
            <span className={classes.facts}>
              <span>{costText(template.cost, t, language)}</span>
              <span className={classes.state} data-availability={availability}>
                {t(`models.availability.${availability}`)}
                {file === null ? '' : ` · ${t('models.ownModel')}`}
              </span>
              {template.provider === 'local' ? <FitBadge model={template.id} /> : null}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
