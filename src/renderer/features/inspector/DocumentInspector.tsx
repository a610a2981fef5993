import { useTranslation } from 'react-i18next';
import { defaultOutputDir, type MatrixDocument } from '../../../shared/matrix/index.ts';
import { useDocument, useStudio } from '../../studio/index.ts';
import { DocumentRules } from './DocumentRules.tsx';
import { InspectorFrame } from './InspectorFrame.tsx';
import { TextSetting } from './TextSetting.tsx';
import { VariableList } from './VariableList.tsx';
import classes from './Settings.module.css';

/** The panel of the document: its title and folder, how it runs, and its variables. */
export function DocumentInspector() {
  const matrix = useDocument((state) => state.document?.matrix ?? null);
  return matrix === null ? null : <OpenDocumentInspector matrix={matrix} />;
}

function OpenDocumentInspector({ matrix }: { matrix: MatrixDocument }) {
  const { t } = useTranslation();
  const { documents, inspector } = useStudio();
  const isReadOnly = useDocument((state) => state.document?.readOnly !== null);
  const name = matrix.title ?? t('form.document.untitled');
  return (
    <InspectorFrame
      kind="document"
      of="document"
      label={t('form.document.label')}
      title={name}
      marks={<span className={classes.hint}>{t('form.document.kind')}</span>}
      onClose={() => inspector.inspect(null)}
    >
      <section className={classes.section}>
        <TextSetting
          label={t('form.title')}
          value={matrix.title ?? ''}
          isDisabled={isReadOnly}
          onCommit={(text) =>
            documents.edit(
              { type: 'set-title', ...(text.trim() === '' ? {} : { value: text.trim() }) },
              { label: t('form.edit.rename', { name }) },
            )
          }
        />
        <TextSetting
          label={t('form.document.outputDir')}
          description={t('form.document.outputDirHint')}
          placeholder={defaultOutputDir}
          value={matrix.output_dir ?? ''}
          isDisabled={isReadOnly}
          onCommit={(text) =>
            documents.edit(
              { type: 'set-document', field: 'output_dir', ...(text.trim() === '' ? {} : { value: text.trim() }) },
              { label: t('form.edit.outputDir') },
            )
          }
        />
      </section>
      <DocumentRules settings={matrix.settings ?? {}} isReadOnly={isReadOnly} />
      <VariableList
        root="vars"
        values={matrix.vars ?? {}}
        isDisabled={isReadOnly}
        onChange={(variable, value) => {
          const { [variable]: _old, ...rest } = matrix.vars ?? {};
          const vars = value === undefined ? rest : { ...matrix.vars, [variable]: value };
          return documents.edit(
            { type: 'set-document', field: 'vars', ...(Object.keys(vars).length === 0 ? {} : { value: vars }) },
            { label: t('form.edit.variable', { variable, name }) },
          );
        }}
      />
    </InspectorFrame>
  );
}
