import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAssist, useStudio } from '../../studio/index.ts';
import { usePictureModels } from './use-picture-models.ts';
import classes from './ComposerMenus.module.css';

/** Which model makes the picture: one of the list, or the one that the advice chooses. */
export function ModelChoice() {
  const { t } = useTranslation();
  const { assist } = useStudio();
  const models = usePictureModels();
  const mode = useAssist((state) => state.draft.mode);
  const chosen = useAssist((state) => state.draft.baseModel);
  const [first] = models;
  // Without advice nobody else would choose.
  const shown = mode === 'manual' ? (chosen ?? first?.id ?? '') : (chosen ?? '');
  return (
    <NativeSelect
      size="xs"
      className={classes.model ?? ''}
      aria-label={t('assist.model.label')}
      value={shown}
      data={[
        ...(mode === 'manual' ? [] : [{ value: '', label: t('assist.model.auto') }]),
        ...models.map(({ id, title }) => ({ value: id, label: title })),
      ]}
      onChange={({ currentTarget }) =>
        assist.change({ baseModel: currentTarget.value === '' ? null : currentTarget.value, parameters: {} })
      }
    />
  );
}
