import { Button, Group, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useDocument, useFiles, useStudio } from '../../studio/index.ts';
import { copyPathOf, fileNameOf, inFolder } from './file-names.ts';
import { FolderBrowser } from './FolderBrowser.tsx';
import classes from './Documents.module.css';

export type PathPurpose = 'open-document' | 'save-as';

const verbs = { 'open-document': 'file.doOpen', 'save-as': 'file.doSaveAs' } as const;

/** Asks for a path on the host; its folders can be looked through, which a page in a browser cannot do by itself. */
export function PathForm({ purpose }: { purpose: PathPurpose }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { files, link, view } = useStudio();
  const hasDialogs = link.host === 'electron';
  const present = useDocument((state) => state.document?.file);
  const failure = useFiles((state) => state.failure);
  const isBusy = useFiles((state) => state.busy);
  const [path, setPath] = useState(
    purpose === 'save-as' && present !== undefined ? copyPathOf(present, language === 'es' ? 'copia' : 'copy') : '',
  );
  const [isBrowsing, setIsBrowsing] = useState(false);
  const problem = failure === null ? null : failureText(failure, language);

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const file = path.trim();
    if (file === '') return;
    if (purpose === 'open-document') void files.open(file);
    else void files.saveAs(file);
  }

  /** The file keeps its name in another folder. */
  function takeFolder(): void {
    const folder = files.getState().listing?.folder;
    if (purpose === 'save-as' && folder !== undefined) setPath(inFolder(folder, fileNameOf(path)));
  }

  function takeFile(file: string): void {
    setPath(file);
    if (purpose === 'open-document') void files.open(file);
  }

  /** The desktop program has the system's own dialog in the place of the listing. */
  async function choose(): Promise<void> {
    const chosen = await files.choose(purpose === 'save-as' ? 'save' : 'open', path);
    if (chosen !== null) takeFile(chosen);
  }

  return (
    <form className={classes.form} onSubmit={submit}>
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
      {isBrowsing ? (
        <FolderBrowser isForFolder={purpose === 'save-as'} onFolder={takeFolder} onFile={takeFile} />
      ) : null}
      <Group justify="space-between" gap="xs">
        {hasDialogs ? (
          <Button variant="default" data-action="choose-file" onClick={() => void choose()}>
            {t('documents.browse.open')}
          </Button>
        ) : (
          <Button variant="default" aria-expanded={isBrowsing} onClick={() => setIsBrowsing(!isBrowsing)}>
            {t(isBrowsing ? 'documents.browse.close' : 'documents.browse.open')}
          </Button>
        )}
        <Group gap="xs">
          <Button variant="subtle" color="gray" onClick={() => view.close()}>
            {t('file.cancel')}
          </Button>
          <Button type="submit" disabled={path.trim() === '' || isBusy} aria-busy={isBusy}>
            {t(verbs[purpose])}
          </Button>
        </Group>
      </Group>
    </form>
  );
}
