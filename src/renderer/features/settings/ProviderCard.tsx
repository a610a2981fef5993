import { IconPlugConnected } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProviderInfo } from '../../../shared/contract/index.ts';
import { failureText, formatMoment, useLanguage } from '../../i18n/index.ts';
import { useProviders, useStudio } from '../../studio/index.ts';
import { BusyButton } from '../../ui/index.ts';
import { providerTitles } from '../providers/index.ts';
import { KeyField } from './KeyField.tsx';
import { ProviderLimits } from './ProviderLimits.tsx';
import classes from './Providers.module.css';

/** Models that are named after a test. */
const shownModels = 12;

export interface ProviderCardProps {
  info: ProviderInfo;
  /** Does something that keeps a key, after the user has said where. */
  withPlace: (work: () => Promise<unknown>) => Promise<void>;
}

/** One provider: whether it can be used, its key, a test, its address and limits. */
export function ProviderCard({ info, withPlace }: ProviderCardProps) {
  const { t } = useTranslation();
  const { providers } = useStudio();
  const isTesting = useProviders((state) => state.testing.has(info.provider));
  const name = providerTitles[info.provider];
  const canTest = info.key === null || info.key.isSet;
  return (
    <section className={classes.card} aria-label={name} data-provider={info.provider} data-state={info.state}>
      <header className={classes.head}>
        <h3 className={classes.name}>{name}</h3>
        <span className={classes.state}>{t(`providers.state.${info.state}`)}</span>
        <BusyButton
          size="xs"
          variant="default"
          className={classes.test ?? ''}
          data-action="test"
          aria-label={t('providers.testNamed', { name })}
          isBusy={isTesting}
          disabled={!canTest}
          leftSection={<IconPlugConnected size={16} aria-hidden />}
          onClick={() => void providers.test(info.provider)}
        >
          {t('providers.test')}
        </BusyButton>
      </header>
      <Outcome info={info} />
      {info.key === null ? (
        <p className={classes.soft}>{t('providers.noKeyNeeded')}</p>
      ) : (
        <KeyField provider={info.provider} facts={info.key} withPlace={withPlace} />
      )}
      <p className={classes.soft}>{t(`providers.getKey.${info.provider}`)}</p>
      <ProviderLimits info={info} />
    </section>
  );
}

/** What the last test or request has told. */
function Outcome({ info: { account, models, problem, lastTestAtMs } }: { info: ProviderInfo }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const said = problem === null ? null : failureText(problem, language);
  return (
    <div aria-live="polite" className={classes.outcome}>
      {said === null ? null : (
        <p className={classes.problem}>
          {said.sentence} {said.hint}
        </p>
      )}
      {account === null ? null : <p className={classes.account}>{t('providers.account', { account })}</p>}
      {models === null ? null : (
        <p className={classes.account}>
          {t('providers.models', { count: models.length })}
          {models.length === 0 ? null : `: ${models.slice(0, shownModels).join(', ')}`}
          {models.length > shownModels ? ', …' : '.'}
        </p>
      )}
      {lastTestAtMs === null ? null : (
        <p className={classes.soft}>
          {t('providers.testedAt', { date: formatMoment(new Date(lastTestAtMs).toISOString(), language) })}
        </p>
      )}
    </div>
  );
}
