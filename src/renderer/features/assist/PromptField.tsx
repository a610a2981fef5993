import { Textarea } from '@mantine/core';
import { useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useAssist, useStudio } from '../../studio/index.ts';
import { Underlay, underlaid } from '../../ui/index.ts';
import { promptParts, type PromptPart } from './prompt-marks.ts';
import classes from './PromptField.module.css';

/** The prompt, with what was understood of it marked behind its letters. */
export function PromptField({ fieldRef }: { fieldRef: Ref<HTMLTextAreaElement> }) {
  const { t } = useTranslation();
  const { assist } = useStudio();
  const prompt = useAssist((state) => state.draft.prompt);
  const analysis = useAssist((state) => state.analysis);
  const isMissing = useAssist((state) => state.isPromptMissing);
  const [scrollTop, setScrollTop] = useState(0);
  return (
    <div className={`${underlaid.box} ${classes.box ?? ''}`}>
      <Marks parts={promptParts(prompt, analysis)} scrollTop={scrollTop} />
      <Textarea
        ref={fieldRef}
        classNames={{ input: underlaid.input, error: classes.error ?? '' }}
        aria-label={t('assist.prompt.label')}
        placeholder={t('assist.prompt.placeholder')}
        autosize
        minRows={3}
        maxRows={9}
        maxLength={20_000}
        value={prompt}
        error={isMissing ? t('assist.prompt.missing') : null}
        data-field="prompt"
        onChange={({ currentTarget }) => assist.change({ prompt: currentTarget.value })}
        onScroll={({ currentTarget }) => setScrollTop(currentTarget.scrollTop)}
      />
    </div>
  );
}

/** The same letters, unseen, at the same place. */
function Marks({ parts, scrollTop }: { parts: readonly PromptPart[]; scrollTop: number }) {
  return (
    <Underlay scrollTop={scrollTop}>
      {parts.map(({ start, text, family, weight }) =>
        family === null && weight === 1 ? (
          <span key={start}>{text}</span>
        ) : (
          <mark
            key={start}
            className={classes.mark}
            data-family={family}
            data-weight={weight === 1 ? undefined : weight > 1 ? 'more' : 'less'}
          >
            {text}
          </mark>
        ),
      )}
    </Underlay>
  );
}
