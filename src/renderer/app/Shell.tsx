import { useTranslation } from 'react-i18next';
import { CommandKeys, CommandPalette, ShortcutSheet } from '../commands/index.ts';
import { GenerateConfirm, GeneratePage } from '../features/assist/index.ts';
import { PasteEvents } from '../features/clipboard/index.ts';
import { CostsPage } from '../features/costs/index.ts';
import {
  BrokenDialog,
  CloseDialog,
  ConflictDialog,
  DropTarget,
  FileDialogs,
  ReadOnlyBanner,
  RecoveryDialog,
} from '../features/documents/index.ts';
import { EnginePage } from '../features/engine/index.ts';
import { Find } from '../features/find/index.ts';
import { GalleryPage } from '../features/gallery/index.ts';
import { MatrixPage } from '../features/matrix-editor/index.ts';
import { ModelsPage } from '../features/models/index.ts';
import { ProviderNotice } from '../features/providers/index.ts';
import {
  ConfirmDialog,
  InterruptedNotice,
  OpenJobsNotice,
  PlanDialog,
  QueueDock,
  TroubleNotice,
} from '../features/run-monitor/index.ts';
import { SettingsPage } from '../features/settings/index.ts';
import { SwitchModelOverlay } from '../features/switch-model/index.ts';
import { useView, type Page } from '../studio/index.ts';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { Navigation } from './Navigation.tsx';
import { PageBoundary } from './PageBoundary.tsx';
import { RunTitle } from './RunTitle.tsx';
import { StepAnnouncer } from './StepAnnouncer.tsx';
import { TopBar } from './TopBar.tsx';
import classes from './Shell.module.css';

const pageOf: Record<Page, () => React.JSX.Element> = {
  matrix: MatrixPage,
  generate: GeneratePage,
  gallery: GalleryPage,
  models: ModelsPage,
  engine: EnginePage,
  costs: CostsPage,
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
        <TroubleNotice />
        <InterruptedNotice />
        <OpenJobsNotice />
        <ProviderNotice />
        <main id="page" tabIndex={-1} className={classes.page} data-page={page}>
          <PageBoundary key={page}>
            <PageContent />
          </PageBoundary>
          <Find />
        </main>
        <QueueDock side="bottom" />
      </div>
      <QueueDock side="right" />
      <PlanDialog />
      <ConfirmDialog />
      <GenerateConfirm />
      <FileDialogs />
      <SwitchModelOverlay />
      <ConflictDialog />
      <CloseDialog />
      <BrokenDialog />
      <RecoveryDialog />
      <DropTarget />
      <ShortcutSheet />
      <CommandPalette />
      <StepAnnouncer />
      <RunTitle />
      <CommandKeys />
      <PasteEvents />
    </div>
  );
}

/** The address names the page, so the jump must not change it. */
function skipToPage(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById('page')?.focus();
}
