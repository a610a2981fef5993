import { ActionIcon, Button, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextSetting } from './TextSetting.tsx';
import { isVariableName, typedValue, type VariableValue } from './variable-value.ts';
import classes from './Settings.module.css';

export interface VariableListProps {
  /** How a placeholder names one of them, such as `unit.vars`. */
  root: string;
  values: Readonly<Record<string, VariableValue>>;
  isDisabled: boolean;
  /** No value takes the variable away. */
  onChange: (name: string, value: VariableValue | undefined) => Promise<boolean>;
}

/** Variables by name, each with its value; new ones below. */
export function VariableList({ root, values, isDisabled, onChange }: VariableListProps) {
  const { t } = useTranslation();
  const [added, setAdded] = useState('');
  const names = Object.keys(values);
  const isTaken = names.includes(added);
  const isWrong = added !== '' && (isTaken || !isVariableName(added));

  async function add(): Promise<void> {
    if (added === '' || isWrong) return;
    if (await onChange(added, '')) setAdded('');
  }

  return (
    <section className={classes.section}>
      <h3 className={classes.title}>{t('form.vars.title')}</h3>
      <p className={classes.hint}>{t('form.vars.hint', { example: `{{${root}.${names[0] ?? 'name'}}}` })}</p>
      {names.map((name) => {
        const value = values[name] ?? '';
        return (
          <div key={name} className={classes.variable} data-variable={name}>
            <div className={classes.value}>
              {typeof value === 'boolean' ? (
                <Switch
                  label={name}
                  checked={value}
                  disabled={isDisabled}
                  onChange={(event) => void onChange(name, event.currentTarget.checked)}
                />
              ) : (
                <TextSetting
                  label={name}
                  value={String(value)}
                  isDisabled={isDisabled}
                  onCommit={(text) => onChange(name, typedValue(text, value))}
                />
              )}
            </div>
            <ActionIcon
              aria-label={t('form.vars.remove', { name })}
              disabled={isDisabled}
              onClick={() => void onChange(name, undefined)}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </div>
        );
      })}
      <div className={classes.variable}>
        <TextInput
          className={classes.value ?? ''}
          aria-label={t('form.vars.name')}
          placeholder={t('form.vars.name')}
          value={added}
          disabled={isDisabled}
          error={isWrong ? t(isTaken ? 'form.vars.taken' : 'form.vars.wrong') : false}
          onChange={(event) => setAdded(event.currentTarget.value.trim())}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void add();
          }}
        />
        <Button
          variant="default"
          leftSection={<IconPlus size={14} />}
          disabled={isDisabled || added === '' || isWrong}
          data-action="add-variable"
          onClick={() => void add()}
        >
          {t('form.vars.add')}
        </Button>
      </div>
    </section>
  );
}
