import { Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  engineSettings,
  executionProviders,
  type EngineSettings,
  type EngineStatus,
  type ExecutionProvider,
} from '../../../shared/local-engine/index.ts';
import { useStudio } from '../../studio/index.ts';
import classes from './EnginePage.module.css';

export interface ExecutionProviderChoiceProps {
  status: EngineStatus;
  chosen: EngineSettings['executionProvider'];
}

const choice = engineSettings.shape.executionProvider.unwrap();

/** What models run on: the fastest that answered its probe, or one of the user's choice; the others with the reason. */
export function ExecutionProviderChoice({ status, chosen }: ExecutionProviderChoiceProps) {
  const { t } = useTranslation();
  const { engine } = useStudio();
  const probed = new Map(status.executionProviders.map((each) => [each.name, each]));
  const isProbed = probed.size > 0;
  const shown = executionProviders.filter((name) => !isProbed || probed.get(name)?.isReady === true || name === chosen);
  const others = executionProviders.filter((name) => !shown.includes(name));

  function hintOf(name: ExecutionProvider): string {
    const found = probed.get(name);
    if (found === undefined) return t(isProbed ? 'engine.settings.absent' : 'engine.settings.untried');
    return found.isReady ? t('engine.settings.ready') : (found.reason ?? t('engine.settings.absent'));
  }

  return (
    <Radio.Group
      label={t('engine.settings.executionProvider')}
      value={chosen}
      onChange={(value) => void engine.configure({ executionProvider: choice.parse(value) })}
    >
      <div className={classes.choices}>
        <Radio
          value="auto"
          label={t('engine.settings.auto')}
          description={
            isProbed
              ? t('engine.settings.autoNow', { name: t(`engine.provider.${status.executionProvider}`) })
              : t('engine.settings.autoLater')
          }
        />
        {shown.map((name) => (
          <Radio key={name} value={name} label={t(`engine.provider.${name}`)} description={hintOf(name)} />
        ))}
        {others.length === 0 ? null : (
          <details className={classes.soft} data-list="not-here">
            <summary>{t('engine.settings.notHere', { count: others.length })}</summary>
            <ul className={classes.reasons}>
              {others.map((name) => (
                <li key={name}>
                  <strong>{t(`engine.provider.${name}`)}</strong>: {hintOf(name)}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </Radio.Group>
  );
}
