import { notifications } from '@mantine/notifications';
import type { i18n } from 'i18next';
import type { FailureData } from '../../shared/base/index.ts';
import { costOf, countCells, noticesOf, type RunRecord } from '../../shared/run/index.ts';
import { failureText, formatClock, formatUsd, type Translate } from '../i18n/index.ts';
import type { Notices, Studio } from '../studio/index.ts';
import { RunEnd } from './RunEnd.tsx';
import { showSystemNotice } from './system-notice.ts';

/** How long a notice stays, in milliseconds; bad news stays longer. */
const shortMs = 6_000;
const longMs = 15_000;
/** Cells that a notice names. */
const maxNamed = 3;

/** Tells the user by toasts. */
export function createNotices(i18n: i18n, studio: () => Studio): Notices {
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

  /** Takes the place of the one before: pasting three times is not three notices, and each is said. */
  function showNewest(data: Parameters<typeof notifications.show>[0]): void {
    if (newest !== null) notifications.hide(newest);
    newest = notifications.show(data);
  }
  let newest: string | null = null;

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
      const isBad = run.state === 'failed';
      const title = t(titleOf(run));
      const summary = runSummary(run, t, i18n.language);
      notifications.show({
        id: run.id,
        color: isBad ? 'red' : run.state === 'cancelled' ? 'yellow' : 'green',
        title,
        message: <RunEnd run={run} summary={summary} studio={studio()} t={t} />,
        autoClose: isBad ? longMs : shortMs,
        closeButtonProps: closeButtonProps(),
      });
      const { preferences, view } = studio();
      if (!preferences.getState().settings.notifyRunEnd) return;
      const tookMs = (run.endedAtMs ?? run.startedAtMs) - run.startedAtMs;
      showSystemNotice({ id: run.id, title, text: summary, tookMs, onOpen: () => view.go('matrix') });
    },
    variantsMade({ made, chargedMicroUsd, tookMs, rehearsal }) {
      const price = formatUsd(chargedMicroUsd, i18n.language);
      const parts = [
        rehearsal ? t('run.unchargedEnd') : null,
        chargedMicroUsd > 0 ? t('run.chargedEnd', { price }) : null,
        formatClock(tookMs),
      ];
      notifications.show({
        color: 'green',
        title: t('runEnd.variantsMade', { count: made }),
        message: parts.filter((part) => part !== null).join(' · '),
        autoClose: shortMs,
        closeButtonProps: closeButtonProps(),
      });
    },
    variantsStopped({ made, wanted, failure }) {
      const { sentence, hint } = failureText(failure, i18n.language === 'es' ? 'es' : 'en');
      notifications.show({
        color: 'red',
        title: t('cells.variantsStopped', { made, wanted }),
        message: `${sentence} ${hint}`,
        autoClose: longMs,
        closeButtonProps: closeButtonProps(),
      });
    },
    spendingAlert({ period, spentMicroUsd, limitMicroUsd }) {
      const amounts = {
        spent: formatUsd(spentMicroUsd, i18n.language),
        limit: formatUsd(limitMicroUsd, i18n.language),
      };
      notifications.show({
        id: `spending:${period}`,
        color: 'yellow',
        title: t(`costs.alertTitle.${period}`, amounts),
        message: t('costs.alertHint', amounts),
        autoClose: longMs,
        closeButtonProps: closeButtonProps(),
      });
    },
    resumed(edits) {
      notifications.show({
        id: 'resumed',
        color: 'green',
        message: t('comeback.resumed', { count: edits }),
        autoClose: longMs,
        closeButtonProps: closeButtonProps(),
      });
    },
    changedMeanwhile(document) {
      notifications.show({
        id: 'changed-meanwhile',
        color: 'yellow',
        title: t('comeback.changed', { title: document.matrix.title ?? t('topBar.untitled') }),
        message: t('comeback.changedHint'),
        autoClose: longMs,
        closeButtonProps: closeButtonProps(),
      });
    },
    copied(cells) {
      showNewest({
        message: t('clipboard.copied', { count: cells }),
        autoClose: shortMs,
        closeButtonProps: closeButtonProps(),
      });
    },
    pasted({ cells, dropped, otherVariables }) {
      const names = [...new Set(dropped.map(({ cell, parameter }) => `${cell} (${parameter})`))];
      const shown = names.length > maxNamed ? [...names.slice(0, maxNamed), '…'] : names;
      const notes = [
        dropped.length === 0 ? null : t('clipboard.dropped', { count: dropped.length, cells: shown.join(', ') }),
        otherVariables.length === 0
          ? null
          : t('clipboard.otherVariables', { count: otherVariables.length, names: otherVariables.join(', ') }),
      ].filter((note) => note !== null);
      showNewest({
        color: notes.length === 0 ? 'green' : 'yellow',
        title: t('clipboard.pasted', { count: cells.length }),
        message: notes.join(' '),
        autoClose: notes.length === 0 ? shortMs : longMs,
        closeButtonProps: closeButtonProps(),
      });
    },
    clipboardRefused() {
      showNewest({
        color: 'red',
        title: t('clipboard.refused'),
        message: t('clipboard.refusedHint'),
        autoClose: longMs,
        closeButtonProps: closeButtonProps(),
      });
    },
    pathCopied(file) {
      showNewest({
        title: t('runEnd.pathCopied'),
        message: file,
        autoClose: longMs,
        closeButtonProps: closeButtonProps(),
      });
    },
    pathOnly(file) {
      showNewest({
        title: t('runEnd.pathOnly'),
        message: file,
        autoClose: false,
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
  const dearer = noticesOf(run.cells).filter(({ notice }) => notice.kind === 'dearer').length;
  return [
    done > 0 || failed + blocked + cancelled === 0 ? t('run.done', { count: done }) : null,
    failed > 0 ? t('run.failedCount', { count: failed }) : null,
    blocked > 0 ? t('run.blockedCount', { count: blocked }) : null,
    cancelled > 0 ? t('run.cancelledCount', { count: cancelled }) : null,
    unknown > 0 ? t('run.unknownCount', { count: unknown }) : null,
    run.rehearsal ? t('run.unchargedEnd') : null,
    dearer > 0 ? t('run.dearerEnd', { count: dearer }) : null,
    cost > 0 ? t('run.chargedEnd', { price: formatUsd(cost, language) }) : null,
    run.endedAtMs === null ? null : formatClock(run.endedAtMs - run.startedAtMs),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}
