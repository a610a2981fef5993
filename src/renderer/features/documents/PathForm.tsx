import { Button, Group, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useDocument, useFiles, useStudio } from '../../studio/index.ts';
import { copyPathOf } from './file-names.ts';
import classes from './Documents.module.css';

export type PathPurpose = 'open-document' | 'new-document' | 'save-as';

const verbs = { 'open-document': 'file.doOpen', 'new-document': 'file.doNew', 'save-as': 'file.doSaveAs' } as const;

/** Asks for a path on the host, which a page in a browser cannot browse. */
export function PathForm({ purpose }: { purpose: PathPurpose }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { files, view } = useStudio();
  const present = useDocument((state) => state.document?.file);
  const failure = useFiles((state) => state.failure);
  const isBusy = useFiles((state) => state.busy);
  const [path, setPath] = useState(
    purpose === 'save-as' && present !== undefined ? copyPathOf(present, language === 'es' ? 'copia' : 'copy') : '',
  );
  const [title, setTitle] = useState('');
  const problem = failure === null ? null : failureText(failure, language);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const file = path.trim();
    if (file === '') return;
    if (purpose === 'open-document') void files.open(file);
    else if (purpose === 'new-document') void files.create(file, title);
    else void files.saveAs(file);
  }

  return (
    <form className={classes.form} onSubmit={submit}>
      {purpose === 'new-document' ? (
        <TextInput
          label={t('file.title')}
          maxLength={200}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
      ) : null}
      <TextInput
        label={t('file.path')}
        description={t('file.pathHint')}
        placeholder={t('file.pathExample')}
        data-autofocus
        spellCheck={false}
        autoComplete="off"
        value={path}
        error={problem === null ? null : `${problem.sentence} ${problem.hint}`}
        onChange={(event) => setPath(event.currentTarget.value)}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="subtle" color="gray" onClick={() => view.close()}>
          {t('file.cancel')}
        </Button>
        <Button type="submit" disabled={path.trim() === '' || isBusy} aria-busy={isBusy}>
          {t(verbs[purpose])}
        </Button>
      </Group>
    </form>
  );
}
