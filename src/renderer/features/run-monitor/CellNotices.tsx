import { useTranslation } from 'react-i18next';
import type { CellNotice } from '../../../shared/run/index.ts';
import { formatUsd, useLanguage } from '../../i18n/index.ts';
import classes from './Queue.module.css';

/** What was not as planned about a cell that went well: "cost $0.12 instead of $0.08". */
export function CellNotices({ notices }: { notices: readonly CellNotice[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  function textOf(notice: CellNotice): string {
    switch (notice.kind) {
      case 'dearer':
        return t('queue.noticeDearer', {
          charged: formatUsd(notice.chargedMicroUsd, language),
          expected: formatUsd(notice.expectedMicroUsd, language),
        });
      case 'more-outputs':
        return t('queue.noticeOutputs', { delivered: notice.delivered, expected: notice.expected });
      case 'engine-note':
        return notice.text;
    }
  }
  return notices.map((notice) => (
    <span key={textOf(notice)} className={classes.alert} data-cell-notice={notice.kind}>
      {textOf(notice)}
    </span>
  ));
}
