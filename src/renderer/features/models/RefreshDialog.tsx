import { Button, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FailureData } from '../../../shared/base/index.ts';
import type { ModelRefresh } from '../../../shared/contract/index.ts';
import type { ModelTemplate } from '../../../shared/template/index.ts';
import { useStudio, type Asked } from '../../studio/index.ts';
import { Waiting } from '../../ui/index.ts';
import { FailureAlert } from './FailureAlert.tsx';
import { ChangeTable } from './ChangeTable.tsx';
import classes from './AddModel.module.css';

/** What has changed of a model at its provider, before the new template is saved. */
export function RefreshDialog({ template, onClose }: { template: ModelTemplate; onClose: () => void }) {
  const { t } = useTranslation();
  const { models } = useStudio();
  const [asked, setAsked] = useState<Asked<ModelRefresh> | null>(null);
  const [failure, setFailure] = useState<FailureData | null>(null);

  useEffect(() => {
    let isShown = true;
    void models.compare(template.id).then((answer) => {
      if (isShown) setAsked(answer);
    });
    return () => {
      isShown = false;
    };
  }, [models, template.id]);

  async function save(next: ModelTemplate): Promise<void> {
    const answer = await models.save(next, { replace: true });
    if ('value' in answer) onClose();
    else setFailure(answer.failure);
  }

  const found = asked !== null && 'value' in asked ? asked.value : null;
  const next = found?.preview.template ?? null;
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('models.refreshTitle', { model: template.title })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={classes.body} data-dialog="refresh-model">
        {asked === null ? <Waiting size="sm" label={t('models.looking')} /> : null}
        {asked !== null && 'failure' in asked ? <FailureAlert failure={asked.failure} /> : null}
        {found?.isUnchanged === true ? <p role="status">{t('models.unchanged')}</p> : null}
        {found !== null && !found.isUnchanged ? <ChangeTable changes={found.changes} /> : null}
        {next !== null && next.id !== template.id ? (
          <p className={classes.soft}>{t('models.otherId', { id: next.id })}</p>
        ) : null}
        {failure === null ? null : <FailureAlert failure={failure} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('models.cancel')}
          </Button>
          <Button
            disabled={next === null || found?.isUnchanged === true || found?.preview.existing === 'shipped'}
            data-action="save-refresh"
            onClick={() => (next === null ? undefined : void save(next))}
          >
            {t('models.saveRefresh')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
