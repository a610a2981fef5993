import { Alert, Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { InferenceRecord } from '../../../shared/contract/index.ts';
import { failureText, formatMoment, formatSeconds, formatUsd, useLanguage } from '../../i18n/index.ts';
import { useHistory } from '../../studio/index.ts';
import { costText } from './HistoryList.tsx';
import classes from './HistoryDrawer.module.css';

/** One inference with all that is kept of it. */
export function HistoryDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation();
  const item = useHistory((state) => state.items.find((each) => each.id === id) ?? null);
  return (
    <Drawer
      opened={item !== null}
      onClose={onClose}
      position="right"
      size="30rem"
      title={item?.cell ?? ''}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {item === null ? null : <Details item={item} />}
    </Drawer>
  );
}

function Details({ item }: { item: InferenceRecord }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { failure, endedAtMs, startedAtMs } = item;
  const moment = (ms: number): string => formatMoment(new Date(ms).toISOString(), language);
  const cost = costText(item, t, language);
  const price = item.estimateMicroUsd === null ? null : formatUsd(item.estimateMicroUsd, language);
  const facts: [string, string | null][] = [
    [t('history.state'), t(`history.states.${item.state}`)],
    [t('history.model'), item.model],
    [t('costs.document'), item.document],
    [t('history.started'), moment(startedAtMs)],
    [t('history.ended'), endedAtMs === null ? null : moment(endedAtMs)],
    [t('history.duration'), endedAtMs === null ? null : formatSeconds(endedAtMs - startedAtMs, language)],
    [
      t('history.estimate'),
      price !== null && item.kind === 'rehearsal' ? `${price} (${t('history.notCharged')})` : price,
    ],
    [t('history.cost'), cost === '' ? null : cost],
    [t('history.requestId'), item.providerRequestId],
    [t('history.run'), item.runId],
  ];
  const text = failure === null ? null : failureText(failure, language);
  return (
    <>
      {text === null ? null : (
        <Alert color="red" title={text.sentence} mb="md">
          {text.hint}
        </Alert>
      )}
      <dl className={classes.facts}>
        {facts
          .filter(([, value]) => value !== null)
          .map(([name, value]) => (
            <div key={name} className={classes.fact}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <h3 className={classes.heading}>{t('history.parameters')}</h3>
      <pre className={classes.parameters} tabIndex={0} aria-label={t('history.parameters')} role="region">
        {JSON.stringify(item.parameters, null, 2)}
      </pre>
    </>
  );
}
