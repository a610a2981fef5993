import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { generateCharacter, worldNames } from '../../../shared/assist/index.ts';
import { useLanguage } from '../../i18n/index.ts';
import { useAssist } from '../../studio/index.ts';
import { PromptProposal } from './PromptProposal.tsx';

const any = 'any';

/** A person drawn by lot, in the place of the prompt. */
export function CharacterTool() {
  const { t } = useTranslation();
  const language = useLanguage() === 'es' ? 'es' : 'en';
  const prompt = useAssist((state) => state.draft.prompt);
  const [seed, setSeed] = useState(0);
  const [world, setWorld] = useState<string>(any);
  const { prompt: replacement } = generateCharacter({ seed, language, fixed: world === any ? {} : { world } });
  return (
    <>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('promptTools.character.world')}
        value={world}
        onChange={setWorld}
        data={[any, ...worldNames].map((value) => ({
          value,
          label: t(`promptTools.character.worlds.${value as typeof any | (typeof worldNames)[number]}`),
        }))}
      />
      <PromptProposal
        edits={[{ kind: 'swap', start: 0, end: prompt.length, replacement }]}
        onAnother={() => setSeed(seed + 1)}
      />
    </>
  );
}
