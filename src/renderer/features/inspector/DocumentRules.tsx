import { SegmentedControl, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatrixDocument } from '../../../shared/matrix/index.ts';
import { useStudio } from '../../studio/index.ts';
import { TextSetting } from './TextSetting.tsx';
import classes from './Settings.module.css';

type RuleName = 'strict' | 'max_threads' | 'on_error' | 'budget_usd';
type Rules = NonNullable<MatrixDocument['settings']>;

/** Most cells at the same time that a document may ask for. */
const maxThreads = 64;

/** How runs of the document behave. */
export function DocumentRules({ settings, isReadOnly }: { settings: Rules; isReadOnly: boolean }) {
  const { t } = useTranslation();
  const { documents } = useStudio();
  const [wrong, setWrong] = useState<'max_threads' | 'budget_usd' | null>(null);

  function set(name: RuleName, value: string | number | boolean | undefined): Promise<boolean> {
    const { [name]: _old, ...rest } = settings;
    const next = value === undefined ? rest : { ...settings, [name]: value };
    return documents.edit(
      { type: 'set-document', field: 'settings', ...(Object.keys(next).length === 0 ? {} : { value: next }) },
      { label: t('form.edit.settings') },
    );
  }

  function setNumber(name: 'max_threads' | 'budget_usd', text: string): Promise<boolean> {
    const typed = text.trim().replace(',', '.');
    const number = Number(typed);
    const fits = name === 'budget_usd' ? number >= 0 : Number.isInteger(number) && number >= 1 && number <= maxThreads;
    const isRight = typed === '' || fits;
    setWrong(isRight ? null : name);
    return isRight ? set(name, typed === '' ? undefined : number) : Promise.resolve(false);
  }

  return (
    <section className={classes.section}>
      <h3 className={classes.title}>{t('form.document.rules')}</h3>
      <div>
        <Text size="sm" fw={500} id="on-error">
          {t('form.document.onError')}
        </Text>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-labelledby="on-error"
          data={[
            { value: 'stop', label: t('form.document.stop') },
            { value: 'continue', label: t('form.document.continue') },
          ]}
          value={settings.on_error ?? 'stop'}
          disabled={isReadOnly}
          onChange={(value) => void set('on_error', value)}
        />
      </div>
      <TextSetting
        label={t('form.document.maxThreads')}
        description={t('form.document.maxThreadsHint')}
        placeholder={t('form.document.automatic')}
        inputMode="numeric"
        value={settings.max_threads === undefined ? '' : String(settings.max_threads)}
        isDisabled={isReadOnly}
        error={wrong === 'max_threads' ? t('form.document.wrongThreads', { most: maxThreads }) : null}
        onCommit={(text) => setNumber('max_threads', text)}
      />
      <TextSetting
        label={t('form.document.budget')}
        description={t('form.document.budgetHint')}
        placeholder={t('form.document.noLimit')}
        inputMode="decimal"
        value={settings.budget_usd === undefined ? '' : String(settings.budget_usd)}
        isDisabled={isReadOnly}
        error={wrong === 'budget_usd' ? t('form.document.wrongBudget') : null}
        onCommit={(text) => setNumber('budget_usd', text)}
      />
      <Switch
        label={t('form.document.strict')}
        description={t('form.document.strictHint')}
        checked={settings.strict ?? true}
        disabled={isReadOnly}
        onChange={(event) => void set('strict', event.currentTarget.checked ? undefined : false)}
      />
    </section>
  );
}
