import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WireChoice } from '../../../shared/plan/index.ts';
import { isFileParameter, parameterSchemas, type ModelTemplate } from '../../../shared/template/index.ts';
import { useParameterName } from '../inspector/index.ts';
import classes from './GraphMenu.module.css';

export interface ChoiceItemsProps {
  /** Of the cell that is to read. */
  template: ModelTemplate;
  choices: readonly WireChoice[];
  onChoose: (choice: WireChoice) => void;
}

/** The parameters that could take a wire, and how. */
export function ChoiceItems({ template, choices, onChoose }: ChoiceItemsProps) {
  const { t } = useTranslation();
  const nameOf = useParameterName();
  const schemas = parameterSchemas(template);

  function howOf({ parameter, mode, isFilled }: WireChoice): string | null {
    if (!isFilled) return null;
    const isFile = isFileParameter(template, parameter);
    if (mode === 'append') return t(isFile ? 'wiring.appendList' : 'wiring.appendText');
    return t(isFile ? 'wiring.replaceValue' : 'wiring.replaceText');
  }

  return choices.map((choice) => {
    const { parameter, mode } = choice;
    const how = howOf(choice);
    return (
      <Menu.Item
        key={`${parameter}:${mode}`}
        data-parameter={parameter}
        data-mode={mode}
        onClick={() => onChoose(choice)}
      >
        <span className={classes.choice}>
          {nameOf({ name: parameter, title: schemas[parameter]?.title ?? null })}
          {how === null ? null : <span className={classes.how}>{how}</span>}
        </span>
      </Menu.Item>
    );
  });
}
