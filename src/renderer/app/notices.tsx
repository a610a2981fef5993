import { Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { i18n } from 'i18next';
import type { CellKey, FailureData } from '../../shared/base/index.ts';
import { costOf, countCells, type RunRecord } from '../../shared/run/index.ts';
import { failureText, formatUsd, type Translate } from '../i18n/index.ts';
import type { Notices, Studio } from '../studio/index.ts';

/** How long a notice stays, in milliseconds; bad news stays longer. */
const shortMs = 6_000;
const longMs = 15_000;

/** Tells the user by toasts. */
export function createNotices(i18n: i18n, view: () => Studio['view']): Notices {
  const t: Translate = i18n.t;
  const closeButtonProps = () => ({ 'aria-label': t('common.close') });

  function failed(failure: FailureData): void {
    const { sentence, hint } = failureText(failure, i18n.language === 'es' ? 'es' : 'en');
    notifications.show({
      id: `${failure.code}:${failure.kind}:${sentence}`,
      color: 'red',
      title: sentence,
      message: hint,
      autoClose: longMs,
      closeButtonProps: closeButtonProps(),
    });
  }

  function showCell(cell: CellKey): void {
    view().go('matrix');
    view().select(cell, { focus: true });
  }

  return {
    failed,
    connectionLost() {
      notifications.show({
        id: 'connection-lost',
        color: 'yellow',
        message: t('link.lost'),
        autoClose: longMs,
        closeButtonProps: closeButtonProps(),
      });
    },
    runEnded(run) {
      const firstFailed = run.cells.find((cell) => cell.state === 'failed');
      const isBad = run.state === 'failed';
      notifications.show({
        id: run.id,
        color: isBad ? 'red' : run.state === 'cancelled' ? 'yellow' : 'green',
        title: t(titleOf(run)),
        message: (
          <>
            {runSummary(run, t, i18n.language)}
            {firstFailed === undefined ? null : (
              <>
                {' · '}
                <Anchor component="button" type="button" size="sm" onClick={() => showCell(firstFailed.key)}>
                  {t('run.showCell', { cell: firstFailed.key })}
                </Anchor>
              </>
            )}
          </>
        ),
        autoClose: isBad ? longMs : shortMs,
        closeButtonProps: closeButtonProps(),
      });
    },
    recovered(document) {
      notifications.show({
        id: `recovered:${document.id}`,
        title: document.matrix.title ?? t('topBar.untitled'),
        message: t('matrix.recovered'),
        autoClose: longMs,
        closeButtonProps: closeButtonProps(),
      });
    },
  };
}

/** "11 cells done · 1 failed", leaving out what did not happen. */
function titleOf(run: RunRecord) {
  if (run.state === 'failed') return 'run.failed';
  if (run.state === 'cancelled') return 'run.cancelled';
  return run.rehearsal ? 'run.rehearsed' : 'run.succeeded';
}

function runSummary(run: RunRecord, t: Translate, language: string): string {
  const { done, failed, blocked, cancelled, unknown } = countCells(run.cells);
  const cost = costOf(run.cells);
  return [
    done > 0 || failed + blocked + cancelled === 0 ? t('run.done', { count: done }) : null,
    failed > 0 ? t('run.failedCount', { count: failed }) : null,
    blocked > 0 ? t('run.blockedCount', { count: blocked }) : null,
    cancelled > 0 ? t('run.cancelledCount', { count: cancelled }) : null,
    unknown > 0 ? t('run.unknownCount', { count: unknown }) : null,
    run.rehearsal ? t('run.unchargedEnd') : null,
    cost > 0 ? t('run.chargedEnd', { price: formatUsd(cost, language) }) : null,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}
