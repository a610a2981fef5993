import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFiles, useStudio } from '../../studio/index.ts';
import { Waiting } from '../../ui/index.ts';
import { ExampleCard } from './ExampleCard.tsx';
import { ExampleFacts } from './ExampleFacts.tsx';
import { exampleText } from './example-facts.ts';
import { NewDocumentForm } from './NewDocumentForm.tsx';
import classes from './Examples.module.css';

/** Chooses what a new document starts as, its title and its file. */
export function NewDocument() {
  const { t } = useTranslation();
  const { files } = useStudio();
  const examples = useFiles((state) => state.examples);
  const first = useFiles((state) => state.example);
  const [chosenId, setChosenId] = useState(first);
  const chosen = examples?.find(({ id }) => id === chosenId) ?? null;
  useEffect(() => void files.loadExamples(), [files]);
  return (
    <div className={classes.dialog}>
      <div className={classes.choices} role="group" aria-label={t('documents.gallery.choose')}>
        <div className={classes.grid}>
          <ExampleCard example={null} isChosen={chosen === null} onPress={() => setChosenId(null)} />
          {examples?.map((example) => (
            <ExampleCard
              key={example.id}
              example={example}
              isChosen={example.id === chosenId}
              onPress={() => setChosenId(example.id)}
            />
          ))}
        </div>
        {examples === null ? <Waiting size="sm" label={t('documents.gallery.loading')} /> : null}
      </div>
      <div className={classes.side}>
        <NewDocumentForm
          key={chosen?.id ?? 'blank'}
          example={chosen?.id ?? null}
          startTitle={chosen === null ? '' : exampleText(chosen, t).title}
        />
        {chosen === null ? (
          <p className={classes.description}>{t('documents.gallery.blankHint')}</p>
        ) : (
          <ExampleFacts example={chosen} />
        )}
      </div>
    </div>
  );
}
