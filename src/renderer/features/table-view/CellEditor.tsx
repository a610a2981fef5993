import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { PlaceholderInput } from '../placeholder-input/index.ts';
import { useCellEditor } from './use-cell-editor.ts';
import classes from './CellEditor.module.css';

export interface CellEditorProps {
  label: string;
  initial: string;
  /** A prompt has lines; a title is one. */
  isLong: boolean;
}

/** The field over a title, a variable, or a cell that is left out: plain text. */
export function CellEditor({ label, initial, isLong }: CellEditorProps) {
  const { field, text, setText, onKeyDown, onBlur } = useCellEditor(initial);
  return (
    <textarea
      ref={field}
      className={`${classes.editor} ${classes.plain}`}
      aria-label={label}
      data-editor
      data-long={isLong}
      rows={1}
      value={text}
      spellCheck={isLong}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
    />
  );
}

/** Lines after which a prompt scrolls, so that the editor covers no more than its neighbours. */
const mostLines = 10;

/** The field over a cell of the matrix: two braces open the list of what its prompt can name. */
export function PromptEditor({ label, initial, cell }: { label: string; initial: string; cell: MatrixCell }) {
  const { field, text, setText, onKeyDown, onBlur } = useCellEditor(initial);
  return (
    <div className={`${classes.editor} ${classes.prompt}`} data-editor data-long>
      <PlaceholderInput
        fieldRef={field}
        cell={cell}
        text={text}
        onText={setText}
        label={label}
        isLong
        maxRows={mostLines}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
      />
    </div>
  );
}
