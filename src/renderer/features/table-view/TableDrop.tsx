import { useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ImportDialog } from './ImportDialog.tsx';
import classes from './TableView.module.css';

/** Types under which browsers announce tables; Windows names CSV after the program that opens it. */
const announced: ReadonlySet<string> = new Set(['text/csv', 'text/tab-separated-values', 'application/vnd.ms-excel']);

/** Takes a CSV or TSV file that is dropped anywhere on what it surrounds, and shows what it would do. */
export function TableDrop({ isReadOnly, children }: { isReadOnly: boolean; children: ReactNode }) {
  const { t } = useTranslation();
  const [isOver, setOver] = useState(false);
  const [file, setFile] = useState<File | null>(null);

  function onDragOver(event: DragEvent): void {
    // A picture is for the cell below it, a document for the window.
    if (isReadOnly || ![...event.dataTransfer.items].some(({ type }) => announced.has(type))) return;
    event.preventDefault();
    setOver(true);
  }

  function onDrop(event: DragEvent): void {
    setOver(false);
    const dropped = [...event.dataTransfer.files].find(({ name }) => /\.(csv|tsv|txt)$/i.test(name));
    if (isReadOnly || dropped === undefined || event.defaultPrevented) return;
    event.preventDefault();
    setFile(dropped);
  }

  function onDragLeave(event: DragEvent): void {
    if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) setOver(false);
  }

  return (
    <div className={classes.dropArea} onDragOver={onDragOver} onDragLeave={onDragLeave} onDrop={onDrop}>
      {children}
      {isOver ? <div className={classes.dropHint}>{t('table.import.drop')}</div> : null}
      {file === null ? null : <ImportDialog file={file} onClose={() => setFile(null)} />}
    </div>
  );
}
