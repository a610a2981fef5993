import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { InferenceRecord } from '../../../shared/contract/index.ts';
import { formatMoment, formatSeconds, formatUsd, useLanguage, type Translate } from '../../i18n/index.ts';
import { useHistory, useStudio } from '../../studio/index.ts';
import { shortModel } from './chart-data.ts';
import classes from './HistoryList.module.css';

/** Height of a row in pixels; rows beyond the view that are there already. */
const rowHeight = 40;
const rowsAhead = 20;

/** The history as a list of which only the visible rows exist. */
export function HistoryList({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const { history } = useStudio();
  const items = useHistory((state) => state.items);
  const total = useHistory((state) => state.total);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 5,
  });
  const visible = virtual.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (items.length < total && last >= items.length - rowsAhead) void history.loadMore();
  }, [history, items.length, total, last]);
  if (items.length === 0) return <p className={classes.none}>{t('history.none')}</p>;
  return (
    <div>
      <div className={classes.head} aria-hidden>
        {(['started', 'cell', 'model', 'state', 'duration', 'cost'] as const).map((name) => (
          <span key={name}>{t(`history.${name}`)}</span>
        ))}
      </div>
      <div ref={scroller} className={classes.scroller}>
        <ul className={classes.list} aria-label={t('history.title')} style={{ height: virtual.getTotalSize() }}>
          {visible.map((row) => {
            const item = items[row.index];
            if (item === undefined) return null;
            return (
              <li key={item.id} className={classes.item} style={{ transform: `translateY(${row.start}px)` }}>
                <HistoryRow item={item} onOpen={onOpen} />
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}

function HistoryRow({ item, onOpen }: { item: InferenceRecord; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { startedAtMs, endedAtMs } = item;
  return (
    <button type="button" className={classes.row} data-inference={item.state} onClick={() => onOpen(item.id)}>
      <span>{formatMoment(new Date(startedAtMs).toISOString(), language)}</span>
      <span className={classes.cut}>
        {item.cell} <span className={classes.soft}>{item.document}</span>
      </span>
      <span className={classes.cut} title={item.model}>
        {shortModel(item.model)}
      </span>
      <span data-state={item.state} className={classes.state}>
        {t(`history.states.${item.state}`)}
      </span>
      <span className={classes.number}>
        {endedAtMs === null ? '' : formatSeconds(endedAtMs - startedAtMs, language)}
      </span>
      <span className={classes.number}>{costText(item, t, language)}</span>
    </button>
  );
}

/** What an inference cost, or why it cost nothing. */
export function costText(item: InferenceRecord, t: Translate, language: string): string {
  if (item.kind !== 'paid') return t(`history.kinds.${item.kind}`);
  return item.chargedMicroUsd === null ? '' : formatUsd(item.chargedMicroUsd, language);
}
