import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PreviewPart } from '../../../shared/plan/index.ts';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useTextPreview } from './use-text-preview.ts';
import { useValueText } from './use-value-text.ts';
import classes from './PlaceholderPreview.module.css';

export interface PlaceholderPreviewProps {
  cell: MatrixCell;
  text: string;
  /** Somebody is at it: that the last placeholder is not closed yet goes without saying. */
  isTyping?: boolean;
  /** Writes the text with one placeholder corrected; absent where nothing may be changed. */
  onCorrect?: (text: string) => void;
}

/** What a text becomes at this moment, and what is wrong in it. Nothing where it holds no placeholder. */
export function PlaceholderPreview({ cell, text, isTyping = false, onCorrect }: PlaceholderPreviewProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const parts = useTextPreview(cell, text);
  const valueText = useValueText();
  if (!parts.some((part) => part.kind !== 'literal')) return null;
  const broken = parts.filter(
    (part): part is Extract<PreviewPart, { kind: 'broken' }> =>
      part.kind === 'broken' && !(isTyping && part.failure.kind === 'unclosed'),
  );
  return (
    <div className={classes.preview} data-preview={broken.length === 0 ? 'whole' : 'broken'}>
      <p className={classes.becomes}>
        <span className={classes.label}>{t('inspector.resolvesTo')}</span>{' '}
        {parts.map((part) => (
          <span
            key={part.start}
            className={classes.part}
            data-part={part.kind === 'late' && part.value !== null ? 'known' : part.kind}
          >
            {part.kind === 'broken' ? part.source : valueText(part)}
          </span>
        ))}
      </p>
      {broken.map((part) => {
        const { nearest } = part;
        return (
          <p key={part.start} className={classes.problem} role="status">
            {failureText(part.failure, language).sentence}{' '}
            {nearest === null || onCorrect === undefined ? null : (
              <Anchor
                component="button"
                type="button"
                size="xs"
                data-action="correct"
                // Before the field loses the focus and hands over the wrong text.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onCorrect(text.slice(0, part.start) + nearest + text.slice(part.end))}
              >
                {t('placeholder.didYouMean', { nearest })}
              </Anchor>
            )}
          </p>
        );
      })}
    </div>
  );
}
