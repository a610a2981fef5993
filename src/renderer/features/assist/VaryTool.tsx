import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { varyPrompt } from '../../../shared/assist/index.ts';
import { useAssist } from '../../studio/index.ts';
import { PromptProposal } from './PromptProposal.tsx';
import classes from './PromptTools.module.css';

/** Proposals that are looked through before they come again. */
const proposals = 12;

/** Another word of the same sort in the place of one or two. */
export function VaryTool() {
  const { t } = useTranslation();
  const prompt = useAssist((state) => state.draft.prompt);
  const analysis = useAssist((state) => state.analysis);
  const [shown, setShown] = useState(0);
  const variations = analysis === null || analysis.prompt !== prompt ? [] : varyPrompt(analysis, 0, proposals);
  const variation = variations[shown % Math.max(1, variations.length)];
  if (variation === undefined) return <p className={classes.nothing}>{t('promptTools.vary.nothing')}</p>;
  return <PromptProposal edits={variation.edits} onAnother={() => setShown(shown + 1)} />;
}
