import { NativeSelect, Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useProviders } from '../../studio/index.ts';
import classes from './ComposerMenus.module.css';

export interface ReaderModelProps {
  /** Null while the rules read. */
  chosen: string | null;
  onChoose: (model: string) => void;
}

/** The models of the user's Ollama, as far as it answers. */
export function ReaderModel({ chosen, onChoose }: ReaderModelProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const ollama = useProviders((state) => state.providers?.find(({ provider }) => provider === 'ollama') ?? null);
  const isAsking = useProviders((state) => state.testing.has('ollama'));
  const found = ollama?.models ?? [];
  // One that was chosen stays to be seen, also while its server is away.
  const models = chosen === null || found.includes(chosen) ? found : [chosen, ...found];
  const [first] = models;
  const problem = ollama?.problem ?? null;
  return (
    <>
      <Radio
        value="ollama"
        label={t('reader.ollama')}
        description={t('reader.ollamaHint')}
        disabled={first === undefined}
        onClick={() => (first === undefined || chosen !== null ? undefined : onChoose(first))}
      />
      {chosen === null ? null : (
        <NativeSelect
          size="xs"
          aria-label={t('reader.model')}
          value={chosen}
          data={models}
          data-field="reader-model"
          onChange={({ currentTarget }) => onChoose(currentTarget.value)}
        />
      )}
      <p className={classes.hint} role="status">
        {isAsking
          ? t('reader.asking')
          : problem !== null
            ? failureText(problem, language).sentence
            : first === undefined
              ? t('reader.noModels')
              : ''}
      </p>
    </>
  );
}
