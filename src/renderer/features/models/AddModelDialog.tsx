import { Button, Modal, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { FailureData } from '../../../shared/base/index.ts';
import type { ModelPreview } from '../../../shared/contract/index.ts';
import { useStudio } from '../../studio/index.ts';
import { FailureAlert } from './FailureAlert.tsx';
import { PreviewPane } from './PreviewPane.tsx';
import classes from './AddModel.module.css';

export interface AddModelDialogProps {
  onClose: () => void;
  onAdded: (id: string) => void;
}

/** Adds a model by its id: the id, then the form it will have and its price, then it is saved. */
export function AddModelDialog({ onClose, onAdded }: AddModelDialogProps) {
  const { t } = useTranslation();
  const { models } = useStudio();
  const [id, setId] = useState('');
  const [isAsking, setAsking] = useState(false);
  const [failure, setFailure] = useState<FailureData | null>(null);
  const [preview, setPreview] = useState<ModelPreview | null>(null);

  async function look(event: SyntheticEvent): Promise<void> {
    event.preventDefault();
    setAsking(true);
    setFailure(null);
    const answer = await models.preview(id);
    setAsking(false);
    if ('value' in answer) setPreview(answer.value);
    else setFailure(answer.failure);
  }

  return (
    <Modal
      opened
      onClose={onClose}
      size={preview === null ? 'lg' : 'xl'}
      title={t('models.addTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {preview === null ? (
        <form className={classes.body} data-dialog="add-model" onSubmit={(event) => void look(event)}>
          <TextInput
            label={t('models.addId')}
            description={t('models.addIdHint')}
            data-autofocus
            spellCheck={false}
            value={id}
            onChange={(event) => setId(event.currentTarget.value)}
          />
          {failure === null ? null : <FailureAlert failure={failure} />}
          <div className={classes.buttons}>
            <Button type="submit" loading={isAsking} disabled={id.trim() === ''}>
              {t('models.look')}
            </Button>
          </div>
        </form>
      ) : (
        <PreviewPane
          preview={preview}
          onBack={() => setPreview(null)}
          onSaved={(saved) => {
            onAdded(saved);
            onClose();
          }}
        />
      )}
    </Modal>
  );
}
