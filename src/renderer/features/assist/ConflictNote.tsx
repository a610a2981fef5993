import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { loraRejectionText } from '../../../shared/assist/index.ts';
import { useLanguage } from '../../i18n/index.ts';
import type { LoraConflict } from './lora-conflicts.ts';
import classes from './ConflictNote.module.css';

/** Two styles that exclude each other: which was preferred, or that both are in use against the advice. */
export function ConflictNote({ conflict }: { conflict: LoraConflict }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const names = { kept: conflict.kept.name, other: conflict.other.name };
  return (
    <div className={classes.note} role="note" data-conflict={conflict.other.id} data-in-use={conflict.isInUse}>
      <IconAlertTriangle size={16} className={classes.icon} aria-hidden />
      <p className={classes.text}>
        <strong>{t(conflict.isInUse ? 'assist.lora.conflictInUse' : 'assist.lora.conflict', names)}</strong>{' '}
        {loraRejectionText(conflict.why, language)}
      </p>
    </div>
  );
}
