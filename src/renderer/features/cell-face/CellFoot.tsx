import { Progress } from '@mantine/core';
import { IconAlertTriangle, IconHistory, IconKeyOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellKey, FailureData } from '../../../shared/base/index.ts';
import type { CellRun } from '../../../shared/run/index.ts';
import { failureText, formatPrice, formatUsd, useLanguage } from '../../i18n/index.ts';
import { usePriceShare, type CellNow, type PriceShare } from '../../studio/index.ts';
import { Stars } from '../../ui/index.ts';
import { providerTitles, useCellTrouble } from '../providers/index.ts';
import { CellRemedy } from './CellRemedy.tsx';
import { cellVerdict } from './cell-verdict.ts';
import { RunClock } from './RunClock.tsx';
import { WaitClock } from './WaitClock.tsx';
import classes from './CellStatus.module.css';

/** What matters most about a cell at this moment, in a line or two. */
export function CellFoot({ cell, now, reasons }: { cell: CellKey; now: CellNow; reasons: string }) {
  const { t } = useTranslation();
  const { live, planned } = now;
  const trouble = useCellTrouble(planned);
  const verdict = cellVerdict(now);
  const { price, blocked } = usePriceShare(cell);
  if (live !== null && (now.state === 'running' || now.state === 'downloading')) return <Running live={live} />;
  if (live?.state === 'waiting') {
    return (
      <span className={classes.steps}>
        <WaitClock untilMs={live.waitUntilMs} />
      </span>
    );
  }
  if (verdict !== null && verdict.kind !== 'stale') return <Problem now={now} />;
  if (blocked !== null && live === null) return <Blocked failure={blocked} />;
  if (trouble !== null && live === null) {
    return (
      <span className={classes.stale} data-trouble={trouble.state}>
        <IconKeyOff size={14} aria-hidden className={classes.staleIcon} />
        <span className={classes.staleText}>
          {t(`providers.cell.${trouble.state}`, { name: providerTitles[trouble.provider] })}
        </span>
      </span>
    );
  }
  if (now.stale) {
    return (
      <span className={classes.stale}>
        <IconHistory size={14} aria-hidden className={classes.staleIcon} />
        <span className={classes.staleText}>{t('matrix.outOfDateBecause', { reasons })}</span>
      </span>
    );
  }
  return <Figures now={now} price={price} />;
}

function Running({ live }: { live: CellRun }) {
  const { t } = useTranslation();
  const step =
    live.queuePosition !== null
      ? t('queue.position', { position: live.queuePosition + 1 })
      : live.step === null || live.steps === null
        ? null
        : t('matrix.steps', { step: live.step, steps: live.steps });
  return (
    <>
      {step === null ? null : <span className={classes.steps}>{step}</span>}
      {live.startedAtMs === null ? null : (
        <span className={classes.steps} data-clock>
          <RunClock startedAtMs={live.startedAtMs} progress={live.progress} />
        </span>
      )}
      <Progress value={(live.progress ?? 0) * 100} size="sm" aria-label={t('run.progressLabel')} />
    </>
  );
}

/** Why a cell did not get done or cannot, and the one thing to do about it. */
function Problem({ now }: { now: CellNow }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const verdict = cellVerdict(now);
  const words: ReactNode =
    verdict?.kind === 'failure'
      ? failureText(verdict.failure, language).sentence
      : verdict?.kind === 'blocked'
        ? t('inspector.blockedBy', { cell: verdict.by })
        : t('matrix.cannotRun');
  return (
    <>
      <span className={classes.problem} title={typeof words === 'string' ? words : undefined}>
        <IconAlertTriangle size={14} aria-hidden className={classes.staleIcon} />
        <span className={classes.staleText} data-lines="2">
          {words}
        </span>
      </span>
      <CellRemedy now={now} />
    </>
  );
}

/** Why the run that is offered could not do the cell, though it is part of it. */
function Blocked({ failure }: { failure: FailureData }) {
  const language = useLanguage();
  const { sentence, whole } = failureText(failure, language);
  return (
    <span className={classes.problem} title={whole}>
      <IconAlertTriangle size={14} aria-hidden className={classes.staleIcon} />
      <span className={classes.staleText} data-lines="2">
        {sentence}
      </span>
    </span>
  );
}

/** The price of what is still to be made; of what is made, what it has cost and how it was rated. */
function Figures({ now: { pick, live }, price }: { now: CellNow; price: PriceShare['price'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const paid = pick?.take.costMicroUsd ?? 0;
  return (
    <span className={classes.figures}>
      {pick === null ? null : <Stars value={pick.rating} label={t('gallery.stars', { count: pick.rating })} />}
      {price !== null && live === null ? (
        <span data-figure="price" title={t('cells.price')}>
          {formatPrice(price, t, language)}
        </span>
      ) : pick !== null && paid > 0 ? (
        <span data-figure="cost" title={t('cells.cost')}>
          {formatUsd(pick.take.costMicroUsd, language)}
        </span>
      ) : null}
    </span>
  );
}
