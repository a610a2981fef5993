import { Button, Group, TextInput } from '@mantine/core';
import { useEffect, useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useFiles, useStudio } from '../../studio/index.ts';
import { freeDocumentPath } from './file-names.ts';
import { FolderBrowser } from './FolderBrowser.tsx';
import classes from './Documents.module.css';

export interface NewDocumentFormProps {
  /** Null: an empty document. */
  example: string | null;
  startTitle: string;
}

/** Title and file of a new document. The file follows the title until somebody writes it. */
export function NewDocumentForm({ example, startTitle }: NewDocumentFormProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { files, view } = useStudio();
  const failure = useFiles((state) => state.failure);
  const isBusy = useFiles((state) => state.busy);
  const listing = useFiles((state) => state.listing);
  const [title, setTitle] = useState(startTitle);
  const [ownPath, setOwnPath] = useState<string | null>(null);
  const [isBrowsing, setIsBrowsing] = useState(false);
  const problem = failure === null ? null : failureText(failure, language);
  const path = ownPath ?? (listing === null ? '' : freeDocumentPath(listing, title === '' ? startTitle : title));
  useEffect(() => {
    if (listing === null) void files.browse();
  }, [files, listing]);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (path.trim() !== '') void files.create(path.trim(), title, example);
  }

  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        label={t('file.title')}
        maxLength={200}
        data-autofocus
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <TextInput
        label={t('file.path')}
        description={t('file.pathHint')}
        spellCheck={false}
        autoComplete="off"
        value={path}
        title={path}
        error={problem === null ? null : `${problem.sentence} ${problem.hint}`}
        onChange={(event) => setOwnPath(event.currentTarget.value)}
      />
      {isBrowsing ? <FolderBrowser isForFolder onFolder={() => setOwnPath(null)} /> : null}
      <Group justify="space-between" gap="xs">
        <Button variant="default" aria-expanded={isBrowsing} onClick={() => setIsBrowsing(!isBrowsing)}>
          {t(isBrowsing ? 'documents.browse.close' : 'documents.browse.open')}
        </Button>
        <Group gap="xs">
          <Button variant="subtle" color="gray" onClick={() => view.close()}>
            {t('file.cancel')}
          </Button>
          <Button type="submit" disabled={path.trim() === '' || isBusy} aria-busy={isBusy}>
            {t('file.doNew')}
          </Button>
        </Group>
      </Group>
    </form>
  );
}
