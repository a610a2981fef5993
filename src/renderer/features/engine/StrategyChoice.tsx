import { Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { offloadStrategies, offloadStrategy, type OffloadStrategy } from '../../../shared/local-engine/index.ts';
import { useStudio } from '../../studio/index.ts';
import classes from './EnginePage.module.css';

/** What of a model stays in memory between its uses. */
export function StrategyChoice({ chosen }: { chosen: OffloadStrategy }) {
  const { t } = useTranslation();
  const { engine } = useStudio();
  return (
    <Radio.Group
      label={t('engine.settings.strategy')}
      value={chosen}
      onChange={(value) => void engine.configure({ strategy: offloadStrategy.parse(value) })}
    >
      <div className={classes.choices}>
        {offloadStrategies.map((strategy) => (
          <Radio
            key={strategy}
            value={strategy}
            label={t(`engine.strategy.${strategy}`)}
            description={t(`engine.strategyHint.${strategy}`)}
          />
        ))}
      </div>
    </Radio.Group>
  );
}
