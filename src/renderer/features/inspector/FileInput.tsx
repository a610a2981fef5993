import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonValue } from '../../../shared/base/index.ts';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { Waiting, useDraft } from '../../ui/index.ts';
import { PlaceholderInput, PlaceholderPreview } from '../placeholder-input/index.ts';
import { FileMenu } from './FileMenu.tsx';
import { FileSource } from './FileSource.tsx';
import { assetTypesOf } from './media-kinds.ts';
import { TakePicker } from './TakePicker.tsx';
import { useBringIn } from './use-bring-in.ts';
import classes from './FileInput.module.css';

export interface FileInputProps {
  id?: string;
  label?: string;
  cell: MatrixCell;
  value: string;
  /** Kind of media, such as `image/*`; null for any. */
  accepts: string | null;
  describedBy?: string;
  isDisabled: boolean;
  isInvalid?: boolean;
  isMixed?: boolean;
  onCommit: (value: JsonValue | undefined) => Promise<boolean>;
}

/** A path or the file of another cell, with what it looks like; files can be dropped on it. */
export function FileInput(props: FileInputProps) {
  const { cell, value, accepts, isDisabled, onCommit } = props;
  const { t } = useTranslation();
  const [isOver, setOver] = useState(false);
  const [isPicking, setPicking] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const draft = useDraft(value, (text) => onCommit(text.trim() === '' ? undefined : text.trim()));
  const { bringIn, bringInTake, isBusy, problem } = useBringIn((path) => onCommit(path));
  const types = assetTypesOf(accepts);
  return (
    <div
      className={classes.box}
      data-over={isOver}
      data-drop="file"
      onDragOver={(event) => {
        if (isDisabled || !event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        const [file] = event.dataTransfer.files;
        setOver(false);
        if (isDisabled || file === undefined) return;
        event.preventDefault();
        void bringIn(file);
      }}
    >
      <div className={classes.line}>
        <FileSource cell={cell} text={draft.text} />
        <div className={classes.text}>
          <PlaceholderInput
            {...(props.id === undefined ? {} : { id: props.id })}
            {...(props.label === undefined ? {} : { label: props.label })}
            {...(props.describedBy === undefined ? {} : { describedBy: props.describedBy })}
            cell={cell}
            text={draft.text}
            isLong={false}
            wanted={{ kind: 'file', types }}
            placeholder={t(props.isMixed === true ? 'form.mixed' : 'form.file.none')}
            isDisabled={isDisabled}
            isInvalid={props.isInvalid ?? false}
            onText={draft.setText}
            onBlur={draft.commit}
            onKeyDown={(event) => {
              if (event.key === 'Enter') draft.commit();
              draft.onKeyDown(event);
            }}
          />
        </div>
        {isBusy ? (
          <Waiting size="xs" label={t('form.file.coming')} />
        ) : (
          <FileMenu
            cell={cell}
            types={types}
            isDisabled={isDisabled}
            isFilled={value !== ''}
            onChoose={() => chooser.current?.click()}
            onPickTake={() => setPicking(true)}
            onReference={(placeholder) => void onCommit(placeholder)}
            onClear={() => void onCommit(undefined)}
          />
        )}
      </div>
      <input
        ref={chooser}
        type="file"
        hidden
        {...(accepts === null ? {} : { accept: accepts })}
        data-chooser
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file !== undefined) void bringIn(file);
          // The same file can be chosen again.
          currentTarget.value = '';
        }}
      />
      <PlaceholderPreview cell={cell} text={draft.text} isTyping={draft.isDraft} />
      {problem === null ? null : (
        <p className={classes.problem} role="status">
          {t('form.file.unreadable')}
        </p>
      )}
      {isPicking ? (
        <TakePicker
          types={types}
          onClose={() => setPicking(false)}
          onPick={(take) => {
            setPicking(false);
            void bringInTake(take);
          }}
        />
      ) : null}
    </div>
  );
}
