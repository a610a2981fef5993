import { useTranslation } from 'react-i18next';
import type { EngineOverview } from '../../../shared/contract/index.ts';
import { formatBytes, useLanguage } from '../../i18n/index.ts';
import { useStudio } from '../../studio/index.ts';
import classes from './EnginePage.module.css';
import { NumberSetting } from './NumberSetting.tsx';
import { readGigabytes, readWhole } from './read-number.ts';

const modelsRange = { least: 1, most: 16 };
const percentRange = { least: 50, most: 100 };

/** How much memory the engine may take, and how many models stay in it. */
export function BudgetSettings({ overview: { settings, status, environment } }: { overview: EngineOverview }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { engine } = useStudio();
  const { ramBytes, vramBytes } = status.budget;
  const range = { low: modelsRange.least, high: modelsRange.most };
  const override = environment.find(({ setting }) => setting === 'maxModels');
  const isGiven = override?.isUsable === true;
  const hintOf = (bytes: number): string => t('engine.settings.budgetHint', { bytes: formatBytes(bytes, language) });
  function maxModelsHint(): string {
    if (override === undefined) return t('engine.settings.maxModelsHint');
    const { variable } = override;
    return isGiven
      ? t('engine.settings.fromEnvironment', { variable })
      : t('engine.settings.badEnvironment', { variable, ...range });
  }
  return (
    <div className={classes.pair}>
      <NumberSetting
        label={t('engine.settings.ramBudget')}
        description={hintOf(ramBytes)}
        text={gigabytes(settings.ramBudgetBytes)}
        read={readGigabytes}
        invalid={t('engine.settings.budgetInvalid')}
        keep={(ramBudgetBytes) => engine.configure({ ramBudgetBytes })}
      />
      {vramBytes === null && settings.vramBudgetBytes === null ? null : (
        <NumberSetting
          label={t('engine.settings.vramBudget')}
          description={hintOf(vramBytes ?? 0)}
          text={gigabytes(settings.vramBudgetBytes)}
          read={readGigabytes}
          invalid={t('engine.settings.budgetInvalid')}
          keep={(vramBudgetBytes) => engine.configure({ vramBudgetBytes })}
        />
      )}
      <NumberSetting
        label={t('engine.settings.maxModels')}
        description={maxModelsHint()}
        text={String(settings.maxModels)}
        read={(text) => readWhole(text, modelsRange)}
        invalid={t('engine.settings.numberInvalid', range)}
        isDisabled={isGiven}
        keep={(value) => (value === null ? Promise.resolve(true) : engine.configure({ maxModels: value }))}
      />
      <NumberSetting
        label={t('engine.settings.cleanupThreshold')}
        description={t('engine.settings.cleanupHint')}
        text={String(Math.round(settings.cleanupThreshold * 100))}
        read={(text) => readWhole(text, percentRange)}
        invalid={t('engine.settings.numberInvalid', { low: percentRange.least, high: percentRange.most })}
        keep={(value) => (value === null ? Promise.resolve(true) : engine.configure({ cleanupThreshold: value / 100 }))}
      />
    </div>
  );
}

/** Bytes as the field shows them: empty for none. */
function gigabytes(bytes: number | null): string {
  return bytes === null ? '' : String(bytes / 1e9);
}
