import { SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineOverview } from '../../../shared/contract/index.ts';
import { precisions, previewModes } from '../../../shared/local-engine/index.ts';
import { useStudio } from '../../studio/index.ts';
import classes from './EnginePage.module.css';
import { BudgetSettings } from './BudgetSettings.tsx';
import { ExecutionProviderChoice } from './ExecutionProviderChoice.tsx';
import { NumberSetting } from './NumberSetting.tsx';
import { readWholeOrNone } from './read-number.ts';
import { StrategyChoice } from './StrategyChoice.tsx';

const stepsRange = { least: 1, most: 100 };

/** How the engine may use this machine; each change holds at once, for what is loaded from now on. */
export function EngineSettingsForm({ overview }: { overview: EngineOverview }) {
  const { t } = useTranslation();
  const { engine } = useStudio();
  const { settings, status } = overview;
  const precisionLabel = useId();
  const previewLabel = useId();
  const choices = ['auto', ...precisions] as const;
  return (
    <section className={classes.section} data-section="engine-settings">
      <h2 className={classes.heading}>{t('engine.settings.title')}</h2>
      <ExecutionProviderChoice status={status} chosen={settings.executionProvider} />
      <StrategyChoice chosen={settings.strategy} />
      <div>
        <div id={precisionLabel} className={classes.label}>
          {t('engine.settings.precision')}
        </div>
        <SegmentedControl
          aria-labelledby={precisionLabel}
          value={settings.precision}
          data={choices.map((value) => ({
            value,
            label: value === 'auto' ? t('engine.settings.precisionAuto') : value,
          }))}
          onChange={(precision) => void engine.configure({ precision })}
        />
        <p className={classes.soft}>{t('engine.settings.precisionHint')}</p>
      </div>
      <BudgetSettings overview={overview} />
      <div>
        <div id={previewLabel} className={classes.label}>
          {t('engine.settings.preview')}
        </div>
        <SegmentedControl
          aria-labelledby={previewLabel}
          value={settings.preview}
          data={previewModes.map((value) => ({ value, label: t(`engine.preview.${value}`) }))}
          onChange={(preview) => void engine.configure({ preview })}
        />
        <p className={classes.soft}>{t(`engine.previewHint.${settings.preview}`)}</p>
      </div>
      {settings.preview === 'none' ? null : (
        <div className={classes.pair}>
          <NumberSetting
            label={t('engine.settings.previewEvery')}
            description={t('engine.settings.previewEveryHint')}
            text={settings.previewEvery === null ? '' : String(settings.previewEvery)}
            read={(text) => readWholeOrNone(text, stepsRange)}
            invalid={t('engine.settings.previewEveryInvalid', { low: stepsRange.least, high: stepsRange.most })}
            keep={(previewEvery) => engine.configure({ previewEvery })}
          />
        </div>
      )}
    </section>
  );
}
