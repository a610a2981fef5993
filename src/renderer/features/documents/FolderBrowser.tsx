import { Button, Group, ScrollArea } from '@mantine/core';
import { IconArrowUp, IconFileText, IconFolder } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoment, useLanguage } from '../../i18n/index.ts';
import { useFiles, useStudio } from '../../studio/index.ts';
import { IconAction } from '../../ui/index.ts';
import { fileNameOf } from './file-names.ts';
import classes from './FolderBrowser.module.css';

export interface FolderBrowserProps {
  /** Only folders are of use: a new file goes into one. */
  isForFolder?: boolean;
  /** Another folder is looked at. */
  onFolder?: () => void;
  onFile?: (file: string) => void;
}

/** Looks through the folders of the machine where Telar runs. */
export function FolderBrowser({ isForFolder = false, onFolder, onFile }: FolderBrowserProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { files } = useStudio();
  const listing = useFiles((state) => state.listing);
  useEffect(() => {
    if (listing === null) void files.browse();
  }, [files, listing]);
  if (listing === null) return null;
  const { folder, parent, places, isCut } = listing;
  const entries = isForFolder ? listing.entries.filter(({ kind }) => kind === 'folder') : listing.entries;

  async function enter(path: string): Promise<void> {
    if (await files.browse(path)) onFolder?.();
  }

  return (
    <div className={classes.browser} data-browse={folder}>
      <Group gap={4}>
        {places.map((place) => (
          <Button
            key={`${place.kind} ${place.folder}`}
            size="compact-xs"
            variant={place.folder === folder ? 'light' : 'subtle'}
            color={place.folder === folder ? 'dye' : 'gray'}
            title={place.folder}
            onClick={() => void enter(place.folder)}
          >
            {place.kind === 'recent' ? fileNameOf(place.folder) : t(`documents.browse.${place.kind}`)}
          </Button>
        ))}
      </Group>
      <div className={classes.where}>
        <IconAction
          size="sm"
          label={t('documents.browse.up')}
          icon={<IconArrowUp size={16} stroke={1.75} />}
          disabled={parent === null}
          onClick={() => {
            if (parent !== null) void enter(parent);
          }}
        />
        <span className={classes.folder} title={folder}>
          {folder}
        </span>
      </div>
      <ScrollArea.Autosize mah={208} type="auto">
        <ul className={classes.entries} aria-label={t('documents.browse.label')}>
          {entries.map(({ name, path, kind, changedAtMs }) => (
            <li key={path}>
              <button
                type="button"
                className={classes.entry}
                data-entry={kind}
                onClick={() => (kind === 'folder' ? void enter(path) : onFile?.(path))}
              >
                {kind === 'folder' ? (
                  <IconFolder size={16} stroke={1.5} aria-hidden />
                ) : (
                  <IconFileText size={16} stroke={1.5} aria-hidden />
                )}
                <span className={classes.name}>{name}</span>
                {kind === 'folder' ? null : (
                  <span className={classes.when}>{formatMoment(new Date(changedAtMs).toISOString(), language)}</span>
                )}
              </button>
            </li>
          ))}
        </ul>
      </ScrollArea.Autosize>
      {entries.length === 0 ? <p className={classes.note}>{t('documents.browse.empty')}</p> : null}
      {isCut ? <p className={classes.note}>{t('documents.browse.cut', { count: listing.entries.length })}</p> : null}
      {isForFolder ? <p className={classes.note}>{t('documents.browse.chooseFolder')}</p> : null}
    </div>
  );
}
