import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Recommendation } from '../../../shared/assist/index.ts';
import { useLanguage } from '../../i18n/index.ts';
import { useAssist, useDocument, useStudio, type ChosenName } from '../../studio/index.ts';
import { conflictText } from './constraint-text.ts';
import { NegativePromptField } from './NegativePromptField.tsx';
import { parameterControl } from './parameter-control.ts';
import { ParameterRow } from './ParameterRow.tsx';
import { SeedRow } from './SeedRow.tsx';
import classes from './AdvicePanel.module.css';

/** The parameters in the order in which they matter. */
export const chosenNames: readonly ChosenName[] = [
  'steps',
  'guidanceScale',
  'scheduler',
  'width',
  'height',
  'aspectRatio',
];

/** The advised parameters, each with the reason for its value, and the limits that could not be kept. */
export function ParameterSection({ recommendation, isOpen }: { recommendation: Recommendation; isOpen: boolean }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { assist } = useStudio();
  const { params, choices, conflicts, model } = recommendation.params;
  const edits = useAssist((state) => state.draft.parameters);
  const template = useDocument((state) => state.templates.get(model) ?? null);
  return (
    <section className={classes.section} aria-label={t('assist.parameters.title')}>
      <h3 className={classes.heading}>{t('assist.parameters.title')}</h3>
      {conflicts.map((conflict) => (
        <Alert key={conflict.constraint} color="red" p="xs" data-limit={conflict.constraint}>
          {conflictText(conflict, t, language)}
        </Alert>
      ))}
      {chosenNames.map((name) => {
        const control = template === null ? null : parameterControl(template, name);
        const advised = params[name];
        if (control === null || advised === null) return null;
        const choice = choices.find(({ parameter }) => parameter === name) ?? null;
        return (
          <ParameterRow
            key={name}
            name={name}
            control={control}
            advised={advised}
            value={isOpen ? (edits[name] ?? advised) : advised}
            choice={choice}
            onChange={
              isOpen
                ? (value) => {
                    const { [name]: _before, ...others } = edits;
                    assist.change({ parameters: value === advised ? others : { ...others, [name]: value } });
                  }
                : null
            }
          />
        );
      })}
      <SeedRow isOpen={isOpen} shown={params.seed} />
      <NegativePromptField isOpen={isOpen} advised={params.negativePrompt} />
    </section>
  );
}
