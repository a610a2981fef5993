import type { PreviewPart } from '../../../shared/plan/index.ts';
import { Underlay } from '../../ui/index.ts';
import classes from './PlaceholderInput.module.css';

/** The marks behind a text's placeholders: the same text, unseen, at the same place. */
export function Highlight({ parts, scrollTop }: { parts: readonly PreviewPart[]; scrollTop: number }) {
  return (
    <Underlay scrollTop={scrollTop}>
      {parts.map((part) =>
        part.kind === 'literal' ? (
          // An escape is one sign longer as it is written.
          <span key={part.start}>{part.text.padStart(part.end - part.start, '\\')}</span>
        ) : (
          <mark key={part.start} className={classes.mark} data-mark={part.kind}>
            {part.source}
          </mark>
        ),
      )}
    </Underlay>
  );
}
