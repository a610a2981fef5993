import { Popover, Textarea } from '@mantine/core';
import { useMergedRef } from '@mantine/hooks';
import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import type { MatrixCell, WantedReference } from '../../../shared/matrix/index.ts';
import { underlaid } from '../../ui/index.ts';
import { CompletionOptionList } from './CompletionOptionList.tsx';
import { Highlight } from './Highlight.tsx';
import { useCompletion } from './use-completion.ts';
import { useTextPreview } from './use-text-preview.ts';
import classes from './PlaceholderInput.module.css';

export interface PlaceholderInputProps {
  /** Cell whose text it is: references are seen from there. */
  cell: MatrixCell;
  text: string;
  onText: (text: string) => void;
  onBlur?: () => void;
  /** Keys that the list of completions does not take. */
  onKeyDown?: (event: KeyboardEvent) => void;
  /** For a caller that puts the caret somewhere. */
  fieldRef?: Ref<HTMLTextAreaElement>;
  id?: string;
  label?: string;
  describedBy?: string;
  placeholder?: string;
  isDisabled?: boolean;
  isInvalid?: boolean;
  isFocused?: boolean;
  /** Enter writes a new line; else it is left to `onKeyDown`. */
  isLong: boolean;
  /** Most lines before it scrolls. */
  maxRows?: number;
  wanted?: WantedReference;
}

const words: WantedReference = { kind: 'text' };

/** A text field that marks placeholders and completes them. It only shows the text: what becomes of it is the caller's. */
export function PlaceholderInput(props: PlaceholderInputProps) {
  const { cell, text, onText, isLong, maxRows = 16, wanted = words } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const bothRefs = useMergedRef(field, props.fieldRef);
  const listId = useId();
  const [wantedCaret, setWantedCaret] = useState<{ at: number } | null>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const list = useCompletion({ field, cell, wanted, setText: onText, setCaret: (at) => setWantedCaret({ at }) });
  const parts = useTextPreview(cell, text);

  useLayoutEffect(() => {
    if (wantedCaret !== null) field.current?.setSelectionRange(wantedCaret.at, wantedCaret.at);
  }, [wantedCaret]);

  return (
    <Popover
      opened={list.isOpen}
      width="target"
      position="bottom-start"
      offset={4}
      trapFocus={false}
      // The list belongs to the text, which says so itself.
      withRoles={false}
    >
      <Popover.Target>
        <div className={`${underlaid.box} ${classes.box ?? ''}`} data-disabled={props.isDisabled}>
          <Highlight parts={parts} scrollTop={scrollTop} />
          <Textarea
            ref={bothRefs}
            id={props.id}
            classNames={{ input: `${underlaid.input} ${classes.input ?? ''}` }}
            aria-label={props.label}
            aria-describedby={props.describedBy}
            aria-autocomplete="list"
            aria-haspopup="listbox"
            aria-controls={list.isOpen ? listId : undefined}
            aria-activedescendant={list.isOpen ? `${listId}-${list.active}` : undefined}
            autosize
            minRows={isLong ? 2 : 1}
            maxRows={maxRows}
            value={text}
            placeholder={props.placeholder}
            disabled={props.isDisabled ?? false}
            error={props.isInvalid ?? false}
            autoFocus={props.isFocused ?? false}
            spellCheck={isLong && !text.includes('{{')}
            onChange={({ currentTarget }) => {
              onText(currentTarget.value);
              list.look(currentTarget.value, currentTarget.selectionStart);
            }}
            onSelect={({ currentTarget }) => {
              // A caret that was moved out of a placeholder leaves its list.
              if (list.isOpen && currentTarget.value === text) list.look(text, currentTarget.selectionStart);
            }}
            onScroll={({ currentTarget }) => setScrollTop(currentTarget.scrollTop)}
            onBlur={() => {
              list.close();
              props.onBlur?.();
            }}
            onKeyDown={(event) => {
              if (list.onKeyDown(event)) return;
              if (event.key === 'Enter' && !isLong) event.preventDefault();
              props.onKeyDown?.(event);
            }}
          />
        </div>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown ?? ''}>
        <CompletionOptionList id={listId} list={list} cell={cell} />
      </Popover.Dropdown>
    </Popover>
  );
}
