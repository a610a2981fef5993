import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import type { CompletionList } from './use-completion.ts';
import { useTextPreview } from './use-text-preview.ts';
import type { Completion } from './completions-at.ts';
import { useValueText } from './use-value-text.ts';
import classes from './CompletionOptionList.module.css';

/** The completions, each with what it stands for at this moment. */
export function CompletionOptionList({ id, list, cell }: { id: string; list: CompletionList; cell: MatrixCell }) {
  const { t } = useTranslation();
  return (
    <div id={id} role="listbox" aria-label={t('placeholder.list')} className={classes.list} data-completions>
      {list.items.map((completion, index) => (
        <Option
          key={`${completion.label} ${completion.insert}`}
          id={`${id}-${index}`}
          completion={completion}
          cell={cell}
          isActive={index === list.active}
          onPoint={() => list.setActive(index)}
          onTake={() => list.take(completion)}
        />
      ))}
    </div>
  );
}

interface OptionProps {
  id: string;
  completion: Completion;
  cell: MatrixCell;
  isActive: boolean;
  onPoint: () => void;
  onTake: () => void;
}

function Option({ id, completion, cell, isActive, onPoint, onTake }: OptionProps) {
  const { t } = useTranslation();
  const element = useRef<HTMLDivElement>(null);
  const [part] = useTextPreview(cell, completion.whole ?? '');
  const valueText = useValueText();
  // An example of what may follow has words in it that are read, not written.
  const detail = completion.detail.replace(/(?<=^\{\{.*)\bNAME\b/, t('columns.exampleName'));
  const value = part === undefined ? detail : valueText(part);
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    <div
      ref={element}
      id={id}
      role="option"
      aria-selected={isActive}
      className={classes.option}
      data-broken={part?.kind === 'broken'}
      onMouseMove={isActive ? undefined : onPoint}
      // The field keeps the focus, else it would hand over a half-written text.
      onMouseDown={(event) => {
        event.preventDefault();
        onTake();
      }}
    >
      <span className={classes.label}>{completion.whole === null ? `${completion.label}.…` : completion.label}</span>
      <span className={classes.value}>{value}</span>
    </div>
  );
}
