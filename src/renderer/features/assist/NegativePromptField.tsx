import { Textarea } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useAssist, useStudio } from '../../studio/index.ts';
import classes from './ParameterRow.module.css';

/** What the picture should not have. */
export function NegativePromptField({ isOpen, advised }: { isOpen: boolean; advised: string }) {
  const { t } = useTranslation();
  const { assist } = useStudio();
  const labelId = useId();
  const edited = useAssist((state) => state.draft.negativePrompt);
  const value = isOpen ? (edited ?? advised) : advised;
  if (!isOpen && value === '') return null;
  return (
    <div className={classes.row} data-parameter="negativePrompt" data-changed={isOpen && value !== advised}>
      <span id={labelId} className={classes.label}>
        {t('assist.parameters.negativePrompt')}
      </span>
      {isOpen ? (
        <Textarea
          size="xs"
          aria-labelledby={labelId}
          placeholder={t('assist.parameters.nothing')}
          autosize
          minRows={1}
          maxRows={4}
          value={value}
          onChange={({ currentTarget }) =>
            assist.change({ negativePrompt: currentTarget.value === advised ? null : currentTarget.value })
          }
        />
      ) : (
        <p className={classes.why}>{value}</p>
      )}
    </div>
  );
}
