import { Button } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAssist, useStudio } from '../../studio/index.ts';
import { Blank } from '../../ui/index.ts';
import { Result } from './Result.tsx';
import classes from './ResultStage.module.css';

/** Prompts to begin with: what the model that ships with Telar can draw. */
const examples = ['one', 'two', 'three'] as const;

/** The pictures of the shown generation, while they are made and when they are there. */
export function ResultStage() {
  const { t } = useTranslation();
  const generation = useAssist((state) => state.generation);
  return (
    <section className={classes.stage} aria-label={t('assist.result.title')}>
      {generation === null ? <FirstSteps /> : <Result key={generation.id} generation={generation} />}
    </section>
  );
}

function FirstSteps() {
  const { t } = useTranslation();
  const { assist } = useStudio();
  return (
    <Blank icon={<IconPhoto size={32} />} title={t('assist.result.none')} hint={t('assist.result.noneHint')}>
      <div className={classes.examples}>
        {examples.map((name) => (
          <Button
            key={name}
            size="xs"
            variant="default"
            data-example={name}
            onClick={() => assist.change({ prompt: t(`assist.result.examples.${name}`) })}
          >
            {t(`assist.result.examples.${name}`)}
          </Button>
        ))}
      </div>
    </Blank>
  );
}
