import { Button, Group, Modal, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { microUsd, noCost, type TakeId } from '../../../shared/base/index.ts';
import { formatUsd, useLanguage } from '../../i18n/index.ts';
import { useStudio, useTakes } from '../../studio/index.ts';
import { blindOrder, costPerLiked, ranked, starsOfPlace } from './blind-pick.ts';
import { BlindPicture } from './BlindPicture.tsx';
import type { MadePicture } from './picture-state.ts';
import classes from './BlindPick.module.css';

/** Ranks two to four pictures without knowing how they were made; names and prices appear after the choice. */
export function BlindPick({ pictures, onClose }: { pictures: readonly MadePicture[]; onClose: () => void }) {
  const { t } = useTranslation();
  const { assist } = useStudio();
  const [ranking, setRanking] = useState<readonly TakeId[]>([]);
  const [isHidden, setHidden] = useState(true);
  const [isDone, setDone] = useState(false);
  const shown = blindOrder(pictures);

  function finish(): void {
    setDone(true);
    // One after the other: each rating is a step of its own to whoever learns of it.
    void ranking.reduce(
      (before, id, place) => before.then(() => assist.say(id, { rating: starsOfPlace(place) })).then(() => undefined),
      Promise.resolve(),
    );
  }

  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('assist.blind.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={classes.body} data-dialog="blind-pick" data-revealed={isDone}>
        <div className={classes.head}>
          <p className={classes.hint}>{t(isDone ? 'assist.blind.done' : 'assist.blind.hint')}</p>
          <Switch
            label={t('assist.blind.hide')}
            checked={isHidden && !isDone}
            disabled={isDone}
            onChange={({ currentTarget }) => setHidden(currentTarget.checked)}
          />
        </div>
        <ul className={classes.pictures}>
          {shown.map((picture, index) => (
            <BlindPicture
              key={picture.takeId}
              picture={picture}
              number={index + 1}
              place={ranking.indexOf(picture.takeId)}
              isNamed={isDone || !isHidden}
              isPriced={isDone}
              onChoose={isDone ? null : () => setRanking(ranked(ranking, picture.takeId))}
            />
          ))}
        </ul>
        {isDone ? <Summary ranking={ranking} /> : null}
        <Group justify="flex-end" gap="xs">
          {isDone ? (
            <Button data-autofocus onClick={onClose}>
              {t('common.close')}
            </Button>
          ) : (
            <Button disabled={ranking.length < pictures.length} data-action="reveal" onClick={finish}>
              {t('assist.blind.reveal')}
            </Button>
          )}
        </Group>
      </div>
    </Modal>
  );
}

function Summary({ ranking }: { ranking: readonly TakeId[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const items = useTakes((state) => state.items);
  const sum = costPerLiked(ranking.map((id) => items.get(id)?.take.costMicroUsd ?? noCost));
  if (sum === null) return null;
  return (
    <p className={classes.summary} role="status" data-cost-per-liked>
      {t('assist.blind.summary', {
        count: sum.liked,
        cost: sum.perLiked === noCost ? t('run.free') : formatUsd(microUsd.parse(sum.perLiked), language),
      })}
    </p>
  );
}
