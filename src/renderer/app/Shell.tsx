import { spotlight } from '@mantine/spotlight';
import { useTranslation } from 'react-i18next';
import { CommandKeys, CommandPalette, createCommands, ShortcutSheet } from '../commands/index.ts';
import { ConflictDialog, FileDialogs, ReadOnlyBanner } from '../features/documents/index.ts';
import { GalleryPage } from '../features/gallery/index.ts';
import { MatrixPage } from '../features/matrix-editor/index.ts';
import {
  ConfirmDialog,
  InterruptedNotice,
  OpenJobsNotice,
  PlanDialog,
  QueueDrawer,
} from '../features/run-monitor/index.ts';
import { SettingsPage } from '../features/settings/index.ts';
import { useView, type Page } from '../studio/index.ts';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { Navigation } from './Navigation.tsx';
import { PageBoundary } from './PageBoundary.tsx';
import { TopBar } from './TopBar.tsx';
import classes from './Shell.module.css';

const commands = createCommands({ openPalette: () => spotlight.open() });

const pageOf: Record<Page, () => React.JSX.Element> = {
  matrix: MatrixPage,
  gallery: GalleryPage,
  settings: SettingsPage,
};

/** Navigation at the left, document and run at the top, the page, and what may lie over it. */
export function Shell() {
  const { t } = useTranslation();
  const page = useView((state) => state.page);
  const PageContent = pageOf[page];
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#page" onClick={skipToPage}>
        {t('nav.skip')}
      </a>
      <Navigation />
      <div className={classes.column}>
        <TopBar />
        <ConnectionBanner />
        <ReadOnlyBanner />
        <InterruptedNotice />
        <OpenJobsNotice />
        <main id="page" tabIndex={-1} className={classes.page} data-page={page}>
          <PageBoundary key={page}>
            <PageContent />
          </PageBoundary>
        </main>
      </div>
      <PlanDialog />
      <ConfirmDialog />
      <QueueDrawer />
      <FileDialogs />
      <ConflictDialog />
      <ShortcutSheet commands={commands} />
      <CommandPalette commands={commands} />
      <CommandKeys commands={commands} />
    </div>
  );
}

/** The address names the page, so the jump must not change it. */
function skipToPage(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById('page')?.focus();
}
