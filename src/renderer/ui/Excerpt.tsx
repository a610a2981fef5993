import { useEffect, useState, type ReactNode } from 'react';
import { readStart } from './read-start.ts';
import classes from './Excerpt.module.css';

export interface ExcerptProps {
  source: string;
  /** The beginning only, or as much as fits a panel, to be scrolled. */
  mode: 'preview' | 'full';
  /** Stands in its place until the text is there, and where it cannot be read. */
  fallback: ReactNode;
}

/** Bytes that are read: a text of a model has a few thousand. */
const limits = { preview: 1_024, full: 65_536 };

/** The text of a file. */
export function Excerpt({ source, mode, fallback }: ExcerptProps) {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    readStart(source, limits[mode], abort.signal).then(setText, (error: unknown) => {
      // The host is away, or the page may not read files of this host: the fallback stays.
      if (!(error instanceof TypeError) && !abort.signal.aborted) throw error;
    });
    return () => abort.abort();
  }, [source, mode]);
  if (text === null) return fallback;
  return (
    <p className={classes.text} data-excerpt={mode} tabIndex={mode === 'full' ? 0 : undefined}>
      {text}
    </p>
  );
}
