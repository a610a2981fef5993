import { Badge, Code } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ModelEntry } from '../../../shared/contract/index.ts';
import { useLanguage } from '../../i18n/index.ts';
import { FitTable } from '../engine/index.ts';
import { costOrigin, costText } from './cost-text.ts';
import { ModelActions } from './ModelActions.tsx';
import { ParameterTable } from './ParameterTable.tsx';
import { SmallerWeights } from './SmallerWeights.tsx';
import { UseForLayer } from './UseForLayer.tsx';
import classes from './ModelDetails.module.css';

/** All that is known of one model, and what can be done with it. */
export function ModelDetails({ entry }: { entry: ModelEntry }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { template, availability, file } = entry;
  const origin = costOrigin(template.cost, t, language);
  const source =
    template.cost.kind === 'free' || template.cost.confidence === 'typed-in' ? undefined : template.cost.source;
  return (
    <section className={classes.panel} aria-label={template.title} data-details={template.id}>
      <header className={classes.head}>
        <h2 className={classes.title}>{template.title}</h2>
        <Code>{template.id}</Code>
        <p className={classes.text}>{template.description}</p>
        <div className={classes.badges}>
          {[
            t(`models.provider.${template.provider}`),
            ...template.capabilities.map((each) => t(`models.capability.${each}`)),
          ].map((name) => (
            <Badge key={name} variant="default" radius="sm" tt="none">
              {name}
            </Badge>
          ))}
        </div>
        <p className={classes.price} data-availability={availability}>
          <strong>{costText(template.cost, t, language)}</strong>
          {origin === null ? null : <span className={classes.soft}> · {origin}</span>}
          {source === undefined ? null : <span className={classes.source}>{source}</span>}
          <span className={classes.state} data-availability={availability}>
            {t(`models.availability.${availability}`)}
            {availability === 'key-missing' ? ` — ${t('models.keyMissingHint')}` : ''}
          </span>
        </p>
      </header>
      <ModelActions entry={entry} />
      <UseForLayer template={template} />
      {template.provider === 'local' ? <FitTable model={template.id} /> : null}
      {template.provider === 'local' ? <SmallerWeights model={template.id} /> : null}
      <div>
        <h3 className={classes.heading}>{t('models.parameters')}</h3>
        <ParameterTable template={template} />
      </div>
      {template.examples.length === 0 ? null : (
        <div>
          <h3 className={classes.heading}>{t('models.examples')}</h3>
          {template.examples.map(({ title, parameters }) => (
            <Code block key={title ?? JSON.stringify(parameters)}>
              {JSON.stringify(parameters, null, 2)}
            </Code>
          ))}
        </div>
      )}
      <p className={classes.soft}>
        {t('models.version', { version: template.version })}
        {template.source === undefined ? '' : ` · ${template.source.text} (${template.source.as_of})`}
        {file === null ? '' : ` · ${file}`}
      </p>
    </section>
  );
}
