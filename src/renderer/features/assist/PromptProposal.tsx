import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { applyEdits, type PromptEdit } from '../../../shared/assist/index.ts';
import { useAssist, useStudio } from '../../studio/index.ts';
import { promptDifference } from './prompt-difference.ts';
import classes from './PromptTools.module.css';

/** What would change, and the buttons that change it, take it back, or propose something else. */
export function PromptProposal({ edits, onAnother }: { edits: readonly PromptEdit[]; onAnother?: () => void }) {
  const { t } = useTranslation();
  const { assist } = useStudio();
  const prompt = useAssist((state) => state.draft.prompt);
  const [before, setBefore] = useState<string | null>(null);
  const use = (): void => {
    setBefore(prompt);
    assist.change({ prompt: applyEdits(prompt, edits) });
  };
  const takeBack = (): void => {
    if (before !== null) assist.change({ prompt: before });
    setBefore(null);
  };
  return (
    <>
      <p className={classes.difference} aria-label={t('promptTools.difference')} data-part="difference">
        {promptDifference(prompt, edits).map(({ kind, text }, index) =>
          kind === 'same' ? (
            <span key={index}>{text}</span>
          ) : kind === 'gone' ? (
            <del key={index} className={classes.gone}>
              {text}
            </del>
          ) : (
            <ins key={index} className={classes.new}>
              {text}
            </ins>
          ),
        )}
      </p>
      <Group gap="xs" justify="flex-end">
        {before === null ? null : (
          <Button size="xs" variant="subtle" onClick={takeBack}>
            {t('promptTools.takeBack')}
          </Button>
        )}
        {onAnother === undefined ? null : (
          <Button size="xs" variant="default" onClick={onAnother}>
            {t('promptTools.another')}
          </Button>
        )}
        <Button size="xs" onClick={use}>
          {t('promptTools.use')}
        </Button>
      </Group>
    </>
  );
}
