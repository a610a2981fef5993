import { Button, Group } from '@mantine/core';
import { IconKeyOff } from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunPlan } from '../../../shared/plan/index.ts';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { isActive, useDocument, useProviders, useRuns, useStudio, useView } from '../../studio/index.ts';
import { accountFailureOf, providerTitles, troublesOfPlan } from './provider-trouble.ts';
import classes from './ProviderNotice.module.css';

/**
 * Above the page: which provider will not do what the plan asks of it, before anything runs; after a run that a provider
 * stopped, why, and how to go on.
 */
export function ProviderNotice() {
  const plan = useDocument((state) => state.plan);
  const isMatrix = useView((state) => state.page === 'matrix');
  const isRunning = useRuns((state) => state.run !== null && isActive(state.run));
  const hasStopped = useRuns((state) => state.run?.state === 'failed' && !state.run.rehearsal);
  if (!isMatrix || isRunning || plan === null || plan.totals.run === 0) return null;
  return hasStopped ? <StoppedRun plan={plan} /> : <PlanTroubles plan={plan} />;
}

/** What the plan would meet, each provider with its next action. */
export function PlanTroubles({ plan }: { plan: RunPlan }) {
  const { t } = useTranslation();
  const { launch } = useStudio();
  const providers = useProviders((state) => state.providers);
  const troubles = useMemo(() => troublesOfPlan(plan, providers), [plan, providers]);
  if (troubles.length === 0) return null;
  return (
    <>
      {troubles.map(({ provider, state, cells }) => (
        <Notice
          key={provider}
          provider={provider}
          text={t(`providers.trouble.${state}`, { name: providerTitles[provider], count: cells })}
        >
          <SettingsButton label={t(state === 'no-key' ? 'providers.addKey' : 'providers.openSettings')} />
          <Button
            size="xs"
            variant="default"
            data-action="rehearse-without-provider"
            onClick={() => void launch.launch({ rehearse: true })}
          >
            {t('providers.rehearseInstead')}
          </Button>
        </Notice>
      ))}
    </>
  );
}

function StoppedRun({ plan }: { plan: RunPlan }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { launch } = useStudio();
  const cells = useRuns((state) => state.cells);
  const failure = useMemo(() => accountFailureOf(cells.values()), [cells]);
  if (failure === null) return <PlanTroubles plan={plan} />;
  return (
    <Notice provider="stopped" text={t('providers.stopped', { reason: failureText(failure, language).sentence })}>
      <SettingsButton label={t('providers.openSettings')} />
      <Button size="xs" variant="default" data-action="retry-stopped" onClick={() => void launch.retryFailed()}>
        {t('providers.retryFailed')}
      </Button>
    </Notice>
  );
}

function SettingsButton({ label }: { label: string }) {
  const { view } = useStudio();
  return (
    <Button size="xs" data-action="open-providers" onClick={() => view.go('settings', 'providers')}>
      {label}
    </Button>
  );
}

function Notice({ provider, text, children }: { provider: string; text: string; children: ReactNode }) {
  return (
    <div className={classes.notice} role="status" data-notice="provider" data-provider={provider}>
      <IconKeyOff size={18} aria-hidden />
      <span className={classes.text}>{text}</span>
      <Group gap="xs" wrap="nowrap">
        {children}
      </Group>
    </div>
  );
}
