import { Button } from '@mantine/core';
import { IconChevronDown, IconPlus } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { loraRejectionText, type Recommendation } from '../../../shared/assist/index.ts';
import { useLanguage } from '../../i18n/index.ts';
import type { ChosenLora } from '../../studio/index.ts';
import { IconAction } from '../../ui/index.ts';
import { ScoreBar } from './ScoreBar.tsx';
import classes from './RejectedLoras.module.css';

/** Reasons that hold for the file itself: to take such a LoRA all the same could only fail. */
const impossible: ReadonlySet<string> = new Set(['file-missing', 'incompatible-base', 'blocked']);

export interface RejectedLorasProps {
  recommendation: Recommendation;
  chosen: readonly ChosenLora[];
  /** Null: the list only tells. */
  onTake: ((id: string) => void) | null;
}

/** LoRAs that are not used: alternatives that the advice left out, and those that the user has rejected. */
export function RejectedLoras({ recommendation, chosen, onTake }: RejectedLorasProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const listId = useId();
  const [isOpen, setOpen] = useState(false);
  const { loras, rejected } = recommendation.loras;
  const isUsed = (id: string): boolean => chosen.some((lora) => lora.id === id);
  const byUser = loras.filter(({ id }) => !isUsed(id)).map((lora) => ({ ...lora, why: t('assist.lora.byYou') }));
  const byAdvice = rejected
    .filter(({ id }) => !isUsed(id))
    .map((lora) => ({
      ...lora,
      isImpossible: impossible.has(lora.why.kind),
      why: loraRejectionText(lora.why, language),
    }));
  const all = [...byUser.map((lora) => ({ ...lora, isImpossible: false })), ...byAdvice];
  if (all.length === 0) return null;
  return (
    <div>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        leftSection={<IconChevronDown size={16} className={classes.chevron} data-open={isOpen} aria-hidden />}
        aria-expanded={isOpen}
        aria-controls={listId}
        data-action="show-rejected"
        onClick={() => setOpen(!isOpen)}
      >
        {t('assist.lora.rejected', { count: all.length })}
      </Button>
      <ul id={listId} className={classes.list} hidden={!isOpen}>
        {all.map(({ id, name, score, scores, why, isImpossible }) => (
          <li key={id} className={classes.item} data-rejected-lora={id}>
            <div className={classes.head}>
              <span className={classes.name}>{name}</span>
              {onTake === null || isImpossible ? null : (
                <IconAction
                  size="sm"
                  label={t('assist.lora.take', { name })}
                  icon={<IconPlus size={16} />}
                  data-action="take-lora"
                  onClick={() => onTake(id)}
                />
              )}
            </div>
            <p className={classes.why}>{why}</p>
            <ScoreBar scores={scores} score={score} />
          </li>
        ))}
      </ul>
    </div>
  );
}
