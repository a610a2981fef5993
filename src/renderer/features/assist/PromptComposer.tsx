import { SegmentedControl, Tooltip } from '@mantine/core';
import { IconBulb, IconSparkles } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { operationMode } from '../../../shared/assist/index.ts';
import { Chord } from '../../commands/index.ts';
import { isFresh, useAssist, useStudio } from '../../studio/index.ts';
import { BusyButton } from '../../ui/index.ts';
import { ConceptLine } from './ConceptLine.tsx';
import { LimitsMenu } from './LimitsMenu.tsx';
import { ModelChoice } from './ModelChoice.tsx';
import { PicturesMenu } from './PicturesMenu.tsx';
import { PromptField } from './PromptField.tsx';
import { PromptTools } from './PromptTools.tsx';
import { ReaderMenu } from './ReaderMenu.tsx';
import { useBatch } from './use-batch.ts';
import classes from './PromptComposer.module.css';

/** What is asked for: the prompt, who decides the rest, and the button that takes the next step. */
export function PromptComposer() {
  const { t } = useTranslation();
  const { assist } = useStudio();
  const field = useRef<HTMLTextAreaElement>(null);
  const mode = useAssist((state) => state.draft.mode);
  const isMissing = useAssist((state) => state.isPromptMissing);
  useEffect(() => {
    if (isMissing) field.current?.focus();
  }, [isMissing]);
  return (
    <section className={classes.composer} aria-label={t('assist.prompt.section')}>
      <div className={classes.modes}>
        <SegmentedControl
          size="xs"
          aria-label={t('assist.mode.label')}
          value={mode}
          onChange={(value) => assist.change({ mode: value })}
          data={operationMode.options.map((value) => ({ value, label: t(`assist.mode.${value}`) }))}
        />
        <p className={classes.modeHint}>{t(`assist.mode.${mode}Hint`)}</p>
        <PromptTools />
      </div>
      <PromptField fieldRef={field} />
      <ConceptLine />
      <div className={classes.foot}>
        <ModelChoice />
        <LimitsMenu />
        <PicturesMenu />
        <ReaderMenu />
        <NextStep />
      </div>
    </section>
  );
}

/** "Get advice" where it is wanted, else what makes the picture. */
function NextStep() {
  const { t } = useTranslation();
  const { assist } = useStudio();
  const mode = useAssist((state) => state.draft.mode);
  const fresh = useAssist(isFresh);
  const busy = useAssist((state) => state.busy);
  const { pictures, start } = useBatch();
  const isAssisted = mode === 'assisted';
  const Icon = isAssisted ? IconBulb : IconSparkles;
  return (
    <Tooltip label={<Chord chord="mod+enter" />}>
      <BusyButton
        className={classes.next ?? ''}
        leftSection={<Icon size={18} stroke={1.75} aria-hidden />}
        isBusy={busy !== null}
        // The way on stands below the advice.
        variant={isAssisted && fresh ? 'default' : 'filled'}
        data-action={isAssisted ? 'advise' : 'generate'}
        onClick={() => (isAssisted ? void assist.advise() : start())}
      >
        {isAssisted
          ? t(fresh ? 'assist.next.again' : 'assist.next.advise')
          : pictures === null || pictures === 1
            ? t('assist.next.generate')
            : t('axes.next', { count: pictures })}
      </BusyButton>
    </Tooltip>
  );
}
