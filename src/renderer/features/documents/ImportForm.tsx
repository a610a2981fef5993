import { FileButton, Button } from '@mantine/core';
import { IconTableImport } from '@tabler/icons-react';
import { useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useFiles, useStudio } from '../../studio/index.ts';
import classes from './Documents.module.css';

/** Takes a table by a file dialog or a drop, and says what is wrong with it, by line. */
export function ImportForm() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { files } = useStudio();
  const failure = useFiles((state) => state.failure);
  const isBusy = useFiles((state) => state.busy);
  const [notText, setNotText] = useState<string | null>(null);
  const [isOver, setIsOver] = useState(false);
  const problem = failure === null ? null : failureText(failure, language);

  async function take(file: File | null | undefined): Promise<void> {
    if (file === null || file === undefined) return;
    const text = decodeUtf8(await file.arrayBuffer());
    setNotText(text === null ? file.name : null);
    if (text !== null) await files.importTable(text, t('file.importLabel', { name: file.name }));
  }

  function onDrop(event: DragEvent): void {
    event.preventDefault();
    setIsOver(false);
    void take(event.dataTransfer.files[0]);
  }

  return (
    <div className={classes.form}>
      <p className={classes.hint}>{t('file.importHint')}</p>
      <div
        className={classes.drop}
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={onDrop}
      >
        <IconTableImport size={32} stroke={1.5} aria-hidden />
        <FileButton
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
          onChange={(file) => void take(file)}
        >
          {(props) => (
            <Button {...props} data-autofocus disabled={isBusy} aria-busy={isBusy}>
              {t('file.importChoose')}
            </Button>
          )}
        </FileButton>
        <span className={classes.hint}>{t('file.importDrop')}</span>
      </div>
      {notText === null && problem === null ? null : (
        <div className={classes.problem} role="alert">
          {notText === null ? problem?.sentence : t('file.importNotText', { name: notText })}
          {notText === null ? <span className={classes.hint}>{problem?.hint}</span> : null}
        </div>
      )}
    </div>
  );
}

/** Bytes as text; null when they are not UTF-8, because a wrong guess would put wrong letters into the document. */
function decodeUtf8(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
