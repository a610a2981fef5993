import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TakeId } from '../../../shared/base/index.ts';
import type { Generation } from '../../../shared/assist/index.ts';
import { useAssist } from '../../studio/index.ts';
import { BlindPick } from './BlindPick.tsx';
import { mostCompared } from './blind-pick.ts';
import { Impression } from './Impression.tsx';
import { ImpressionDialog } from './ImpressionDialog.tsx';
import { madePicture, pictureNow } from './picture-state.ts';
import { ResultHead } from './ResultHead.tsx';
import { ResultPicture } from './ResultPicture.tsx';
import { SavePicture } from './SavePicture.tsx';
import classes from './ResultStage.module.css';

/** The pictures of a generation, with what can be done with them. */
export function Result({ generation }: { generation: Generation }) {
  const { t } = useTranslation();
  const live = useAssist((state) => state.live);
  const [compared, setCompared] = useState<readonly TakeId[]>([]);
  const [isPicking, setPicking] = useState(false);
  const [asked, setAsked] = useState<{ about: 'opinion' | 'file'; take: TakeId } | null>(null);
  const pictures = generation.pictures.map((picture) => {
    const now = pictureNow(picture, live.get(picture.cell) ?? null);
    return { picture, now, made: madePicture(picture, now) };
  });
  const made = pictures.flatMap((each) => each.made ?? []);
  const chosen = made.filter(({ takeId }) => compared.includes(takeId));
  const isAlone = pictures.length === 1;
  const [first] = made;
  const askedAbout = made.find(({ takeId }) => takeId === asked?.take);
  return (
    <>
      <ResultHead
        generation={generation}
        states={pictures.map(({ now }) => now.state)}
        compared={chosen.length}
        onPick={() => setPicking(true)}
      />
      <div className={classes.pictures} data-alone={isAlone}>
        {pictures.map(({ picture, now }) => {
          const { takeId } = now;
          const isCompared = takeId !== null && compared.includes(takeId);
          const canCompare = !isAlone && (isCompared || compared.length < mostCompared);
          return (
            <ResultPicture
              key={picture.cell}
              picture={picture}
              now={now}
              isCompared={isCompared}
              onSay={isAlone || takeId === null ? null : () => setAsked({ about: 'opinion', take: takeId })}
              onSave={() => (takeId === null ? undefined : setAsked({ about: 'file', take: takeId }))}
              onCompare={
                takeId === null || !canCompare
                  ? null
                  : (isIn) => setCompared(isIn ? [...compared, takeId] : compared.filter((each) => each !== takeId))
              }
            />
          );
        })}
        {isAlone && first !== undefined ? (
          <section aria-label={t('picture.say')}>
            <h3 className={classes.question}>{t('picture.say')}</h3>
            <Impression key={first.takeId} picture={first} />
          </section>
        ) : null}
      </div>
      {askedAbout === undefined ? null : asked?.about === 'file' ? (
        <SavePicture
          picture={askedAbout}
          isExplained={generation.recommendation !== null}
          onClose={() => setAsked(null)}
        />
      ) : (
        <ImpressionDialog picture={askedAbout} onClose={() => setAsked(null)} />
      )}
      {isPicking ? (
        <BlindPick
          pictures={chosen}
          onClose={() => {
            setPicking(false);
            setCompared([]);
          }}
        />
      ) : null}
    </>
  );
}
