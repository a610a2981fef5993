import { useTranslation } from 'react-i18next';
import { tidyPrompt } from '../../../shared/assist/index.ts';
import { useAssist } from '../../studio/index.ts';
import { PromptProposal } from './PromptProposal.tsx';
import classes from './PromptTools.module.css';

/** Needless space, parts said twice, brackets without their other half. */
export function TidyTool() {
  const { t } = useTranslation();
  const prompt = useAssist((state) => state.draft.prompt);
  const edits = tidyPrompt(prompt);
  if (edits.length === 0) return <p className={classes.nothing}>{t('promptTools.tidy.nothing')}</p>;
  const kinds = [...new Set(edits.map(({ kind }) => kind))];
  return (
    <>
      <ul className={classes.kinds}>
        {kinds.map((kind) => (
          <li key={kind}>{t(`promptTools.kind.${kind}`)}</li>
        ))}
      </ul>
      <PromptProposal edits={edits} />
    </>
  );
}
