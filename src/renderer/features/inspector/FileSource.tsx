import { IconFile, IconFileAlert, IconPhotoOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AssetType } from '../../../shared/artifact/index.ts';
import type { CellKey, TakeId } from '../../../shared/base/index.ts';
import type { MatrixCell } from '../../../shared/matrix/index.ts';
import { failureText, useLanguage } from '../../i18n/index.ts';
import { useDocument, useStudio } from '../../studio/index.ts';
import { Picture } from '../../ui/index.ts';
import { AssetIcon, TakeMedia } from '../cell-face/index.ts';
import { useFileCell } from './use-file-cell.ts';
import { useInputPicture } from './use-input-picture.ts';
import classes from './FileInput.module.css';

/** What a file looks like: the take of the cell it comes from, which a click goes to, else a sign. */
export function FileSource({ cell, text }: { cell: MatrixCell; text: string }) {
  const { t } = useTranslation();
  const { view } = useStudio();
  const source = useFileCell(cell, text);
  if (source === null) {
    return text === '' ? (
      <span className={classes.source} aria-hidden>
        <IconPhotoOff size={18} />
      </span>
    ) : (
      <InputThumbnail path={text} />
    );
  }
  const label = t('inspector.fromCell', { cell: source.key });
  return (
    <button
      type="button"
      className={classes.source}
      aria-label={label}
      title={label}
      onClick={() => view.select(source.key, { focus: true })}
    >
      <CellThumbnail cell={source.key} type={source.assetType} />
    </button>
  );
}

/** A file that the user brought in: a picture as it looks, another by a sign, one that is gone by what is wrong. */
function InputThumbnail({ path }: { path: string }) {
  const language = useLanguage();
  const { address, failure } = useInputPicture(path);
  if (failure !== null) {
    const { sentence } = failureText(failure, language);
    return (
      <span className={classes.source} role="img" aria-label={sentence} title={sentence} data-source="missing">
        <IconFileAlert size={18} />
      </span>
    );
  }
  return (
    <span className={classes.source} aria-hidden data-source={address === null ? 'file' : 'picture'}>
      {address === null ? <IconFile size={18} /> : <Picture source={address} label={path} isDecorative />}
    </span>
  );
}

function CellThumbnail({ cell, type }: { cell: CellKey; type: AssetType }) {
  const take: TakeId | null = useDocument((state) => state.planned.get(cell)?.pickedTake ?? null);
  if (take === null || type === 'audio') return <AssetIcon type={type} size={18} />;
  return <TakeMedia take={take} assetType={type} label={cell} mode="tile" isDecorative />;
}
