import { Anchor, Group } from '@mantine/core';
import type { RunRecord } from '../../shared/run/index.ts';
import type { Translate } from '../i18n/index.ts';
import type { Studio } from '../studio/index.ts';

export interface RunEndProps {
  run: RunRecord;
  summary: string;
  studio: Studio;
  t: Translate;
}

/** How a run went, and where to go from there. Toasts lie outside of the studio's tree, so its parts are handed in. */
export function RunEnd({ run, summary, studio: { view }, t }: RunEndProps) {
  const firstFailed = run.cells.find((cell) => cell.state === 'failed');
  const isDone = run.cells.some((cell) => cell.state === 'succeeded');
  return (
    <>
      {summary}
      <Group gap="sm" mt={2}>
        {firstFailed === undefined ? null : (
          <>
            <Anchor
              component="button"
              type="button"
              size="sm"
              onClick={() => {
                view.go('matrix');
                view.select(firstFailed.key, { focus: true });
              }}
            >
              {t('run.showCell', { cell: firstFailed.key })}
            </Anchor>
            <Anchor
              component="button"
              type="button"
              size="sm"
              data-action="show-failures"
              onClick={() => view.toggleQueue(true)}
            >
              {t('queue.showFailures')}
            </Anchor>
          </>
        )}
        {isDone ? (
          <Anchor
            component="button"
            type="button"
            size="sm"
            data-action="show-gallery"
            onClick={() => view.go('gallery')}
          >
            {t('queue.showGallery')}
          </Anchor>
        ) : null}
      </Group>
    </>
  );
}
