import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ModelTemplate } from '../../../shared/template/index.ts';
import { chosenLoras, useAssist, useLoraNames, useStudio } from '../../studio/index.ts';
import { LoraCard } from './LoraCard.tsx';
import { withLora, withoutLora, withWeight } from './lora-edits.ts';
import { NegativePromptField } from './NegativePromptField.tsx';
import { parameterControl } from './parameter-control.ts';
import { ParameterRow } from './ParameterRow.tsx';
import { chosenNames } from './ParameterSection.tsx';
import { SeedRow } from './SeedRow.tsx';
import { usePictureModels } from './use-picture-models.ts';
import classes from './AdvicePanel.module.css';

/** All settings by hand: nothing is advised, the model's own values hold where nothing is set. */
export function ManualSettings() {
  const { t } = useTranslation();
  const { assist } = useStudio();
  const models = usePictureModels();
  const chosen = useAssist((state) => state.draft.baseModel);
  const edits = useAssist((state) => state.draft.parameters);
  const template = models.find(({ id }) => id === chosen) ?? models[0] ?? null;
  if (template === null) return null;
  return (
    <div className={classes.scroller}>
      <section className={classes.section} aria-label={t('assist.manual.title')}>
        <h2 className={classes.heading}>{t('assist.manual.title')}</h2>
        <p className={classes.soft}>{t('assist.manual.hint', { model: template.title })}</p>
        {chosenNames.map((name) => {
          const control = parameterControl(template, name);
          if (control === null) return null;
          const preset = control.kind === 'fixed' ? control.value : control.preset;
          return (
            <ParameterRow
              key={name}
              name={name}
              control={control}
              advised={preset}
              value={edits[name] ?? preset}
              choice={null}
              onChange={(value) => assist.change({ parameters: { ...edits, [name]: value } })}
            />
          );
        })}
        <SeedRow isOpen shown={null} />
        <NegativePromptField isOpen advised="" />
      </section>
      <ManualLoras template={template} />
    </div>
  );
}

function ManualLoras({ template }: { template: ModelTemplate }) {
  const { t } = useTranslation();
  const { assist } = useStudio();
  const edits = useAssist((state) => state.draft.loras);
  const names = useLoraNames(template.id);
  const chosen = chosenLoras(edits, null);
  const free = names.filter((name) => !chosen.some(({ id }) => id === name));
  if (names.length === 0) return null;
  return (
    <section className={classes.section} aria-label={t('assist.lora.title')}>
      <h3 className={classes.heading}>{t('assist.lora.title')}</h3>
      {chosen.map((lora) => (
        <LoraCard
          key={lora.id}
          lora={lora}
          onWeight={(weight) => assist.change({ loras: withWeight(edits, lora.id, weight) })}
          onRemove={() => assist.change({ loras: withoutLora(edits, lora.id) })}
        />
      ))}
      <NativeSelect
        size="xs"
        aria-label={t('assist.lora.add')}
        value=""
        disabled={free.length === 0}
        data={[{ value: '', label: t('assist.lora.add') }, ...free]}
        onChange={({ currentTarget }) => assist.change({ loras: withLora(edits, currentTarget.value) })}
      />
    </section>
  );
}
