import { Badge, Button, Slider } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { loraReasonText } from '../../../shared/assist/index.ts';
import { useLanguage } from '../../i18n/index.ts';
import type { ChosenLora } from '../../studio/index.ts';
import { IconAction } from '../../ui/index.ts';
import { ScoreBar } from './ScoreBar.tsx';
import classes from './LoraCard.module.css';

/** Weights that make sense; the form of a cell takes more. */
const weightRange = { low: 0, high: 2, step: 0.05 };

export interface LoraCardProps {
  lora: ChosenLora;
  /** Absent: the card only tells. */
  onWeight?: (weight: number) => void;
  onRemove?: () => void;
}

/** A LoRA that will be used: why, how strongly, and what its score is made of. */
export function LoraCard({ lora, onWeight, onRemove }: LoraCardProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const titleId = useId();
  const [isOpen, setOpen] = useState(false);
  const { advised } = lora;
  const [reason, ...others] = advised?.reasons.map((each) => loraReasonText(each, language)) ?? [];
  // What the user's own ratings have moved is never folded away.
  const moved = (advised?.reasons ?? [])
    .filter(({ kind }) => kind === 'moved-up' || kind === 'moved-down')
    .map((each) => loraReasonText(each, language));
  const folded = others.filter((each) => !moved.includes(each));
  return (
    <article className={classes.card} aria-labelledby={titleId} data-lora-card={lora.id}>
      <div className={classes.head}>
        <h4 id={titleId} className={classes.name}>
          {lora.name}
        </h4>
        {advised === null ? <Badge variant="light">{t('assist.lora.yours')}</Badge> : null}
        {onRemove === undefined ? null : (
          <IconAction
            size="sm"
            label={t('assist.lora.reject', { name: lora.name })}
            icon={<IconX size={16} />}
            data-action="reject-lora"
            onClick={onRemove}
          />
        )}
      </div>
      {reason === undefined ? null : <p className={classes.reason}>{reason}</p>}
      {moved.map((each) =>
        each === reason ? null : (
          <p key={each} className={classes.moved} data-moved>
            {each}
          </p>
        ),
      )}
      {advised === null ? null : <ScoreBar scores={advised.scores} score={advised.score} />}
      <Weight lora={lora} onWeight={onWeight} />
      {advised === null || advised.triggerWords.length === 0 ? null : (
        <p className={classes.words}>{t('assist.lora.trigger', { words: advised.triggerWords.join(', ') })}</p>
      )}
      {folded.length === 0 ? null : (
        <>
          <Button
            className={classes.more ?? ''}
            size="compact-xs"
            variant="subtle"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {t(isOpen ? 'assist.lora.less' : 'assist.lora.more')}
          </Button>
          {isOpen ? (
            <ul className={classes.reasons}>
              {folded.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          ) : null}
        </>
      )}
    </article>
  );
}

function Weight({ lora, onWeight }: { lora: ChosenLora; onWeight: ((weight: number) => void) | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const number = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return (
    <div className={classes.weight}>
      <span className={classes.label}>{t('assist.lora.weight')}</span>
      {onWeight === undefined ? null : (
        <Slider
          className={classes.slider ?? ''}
          size="sm"
          thumbLabel={t('assist.lora.weightOf', { name: lora.name })}
          min={weightRange.low}
          max={weightRange.high}
          step={weightRange.step}
          label={null}
          value={lora.weight}
          onChange={onWeight}
        />
      )}
      <output className={classes.value} data-changed={lora.advised !== null && lora.advised.weight !== lora.weight}>
        {number.format(lora.weight)}
      </output>
    </div>
  );
}
