import { Button, NumberInput, Popover, Radio, Stack } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { pipelineConfig } from '../../../shared/assist/index.ts';
import { useAssist, useStudio } from '../../studio/index.ts';
import { ReaderModel } from './ReaderModel.tsx';
import classes from './ComposerMenus.module.css';

/** Seconds that a language model may be given to read a prompt. */
const secondsRange = [1, 120] as const;

/** Who reads the prompt for advice: rules of Telar's own, or a language model of the user's. */
export function ReaderMenu() {
  const { t } = useTranslation();
  const { assist, providers } = useStudio();
  const mode = useAssist((state) => state.draft.mode);
  const ollama = useAssist((state) => state.draft.ollama);
  if (mode === 'manual') return null;
  const choose = (model: string): void =>
    assist.change({ ollama: pipelineConfig.shape.ollama.parse({ ...ollama, model }) });
  return (
    <Popover
      position="bottom-start"
      trapFocus
      returnFocus
      width={320}
      // Which models there are may have changed since the last look.
      onOpen={() => void providers.test('ollama')}
    >
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<IconEye size={16} aria-hidden />} data-action="reader">
          <span className={classes.reader}>
            {ollama === null ? t('reader.rules') : t('reader.by', { model: ollama.model })}
          </span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.menu ?? ''} aria-label={t('reader.label')}>
        <Radio.Group
          size="xs"
          label={t('reader.label')}
          value={ollama === null ? 'rules' : 'ollama'}
          onChange={(value) => (value === 'rules' ? assist.change({ ollama: null }) : undefined)}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="rules" label={t('reader.rules')} description={t('reader.rulesHint')} />
            <ReaderModel chosen={ollama?.model ?? null} onChoose={choose} />
          </Stack>
        </Radio.Group>
        {ollama === null ? null : (
          <NumberInput
            size="xs"
            label={t('reader.patience')}
            suffix=" s"
            min={secondsRange[0]}
            max={secondsRange[1]}
            value={ollama.timeoutMs / 1000}
            onChange={(value) =>
              typeof value === 'number' && value >= secondsRange[0] && value <= secondsRange[1]
                ? assist.change({ ollama: { ...ollama, timeoutMs: Math.round(value * 1000) } })
                : undefined
            }
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
