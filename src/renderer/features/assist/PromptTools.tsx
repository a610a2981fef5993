import { ActionIcon, Popover, SegmentedControl } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CharacterTool } from './CharacterTool.tsx';
import classes from './PromptTools.module.css';
import { TidyTool } from './TidyTool.tsx';
import { VaryTool } from './VaryTool.tsx';
import { WeightTool } from './WeightTool.tsx';

const tools = { tidy: TidyTool, weigh: WeightTool, vary: VaryTool, character: CharacterTool } as const;
const toolNames = ['tidy', 'weigh', 'vary', 'character'] as const;

/** Help with the words of the prompt. Each tool shows what it would change before anything is changed. */
export function PromptTools() {
  const { t } = useTranslation();
  const [name, setName] = useState<keyof typeof tools>('tidy');
  const Tool = tools[name];
  return (
    <Popover position="bottom-start" trapFocus returnFocus width={380}>
      <Popover.Target>
        <ActionIcon
          className={classes.open ?? ''}
          size={30}
          variant="default"
          aria-label={t('promptTools.title')}
          title={t('promptTools.title')}
          data-action="prompt-tools"
        >
          <IconWand size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.menu ?? ''} aria-label={t('promptTools.title')}>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={t('promptTools.title')}
          value={name}
          onChange={setName}
          data={toolNames.map((value) => ({ value, label: t(`promptTools.${value}.title`) }))}
        />
        <p className={classes.hint}>{t(`promptTools.${name}.hint`)}</p>
        <Tool />
      </Popover.Dropdown>
    </Popover>
  );
}
