import { NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { applyEdits, weighText, type Concept } from '../../../shared/assist/index.ts';
import { useAssist, useStudio } from '../../studio/index.ts';
import classes from './PromptTools.module.css';

/** How much each thing that was understood counts; the prompt above shows each step. */
export function WeightTool() {
  const { t } = useTranslation();
  const { assist } = useStudio();
  const prompt = useAssist((state) => state.draft.prompt);
  const analysis = useAssist((state) => state.analysis);
  const concepts = analysis?.prompt === prompt ? analysis.concepts : [];
  const weigh = ({ start, end }: Concept, weight: number | string): void => {
    const edits = typeof weight === 'number' ? weighText(prompt, start, end, weight) : null;
    if (edits !== null) assist.change({ prompt: applyEdits(prompt, edits) });
  };
  if (concepts.length === 0) return <p className={classes.nothing}>{t('promptTools.weigh.nothing')}</p>;
  return (
    <ul className={classes.weights}>
      {concepts.map((concept) => (
        <li key={concept.start} className={classes.weight}>
          <span className={classes.word}>{concept.text}</span>
          <NumberInput
            size="xs"
            w={88}
            aria-label={t('promptTools.weigh.of', { text: concept.text })}
            min={0.1}
            max={2}
            step={0.1}
            decimalScale={2}
            value={Number(concept.weight.toFixed(2))}
            onChange={(value) => weigh(concept, value)}
          />
        </li>
      ))}
    </ul>
  );
}
