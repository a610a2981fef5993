import { TagsInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { mostSaid, ratedParts } from '../../../shared/assist/index.ts';
import { useStudio } from '../../studio/index.ts';
import { StarRating, useDraft } from '../../ui/index.ts';
import type { MadePicture } from './picture-state.ts';
import classes from './Impression.module.css';

/** What the user thinks of a picture beside its stars: parts of it, words of their own, and what was done with it. */
export function Impression({ picture }: { picture: MadePicture }) {
  const { t } = useTranslation();
  const { assist } = useStudio();
  const { takeId, said } = picture;
  const comment = useDraft(said.comments ?? '', (comments) => assist.say(takeId, { comments }));
  const actions = said.actions ?? [];
  return (
    <div className={classes.impression} data-impression={takeId}>
      <dl className={classes.parts}>
        {ratedParts.map((part) => (
          <div key={part} className={classes.part} data-part={part}>
            <dt title={t(`picture.part.${part}Hint`)}>{t(`picture.part.${part}`)}</dt>
            <dd>
              <StarRating
                value={said[part] ?? 0}
                label={t(`picture.part.${part}`)}
                nameOf={(stars) => t('gallery.stars', { count: stars })}
                onChange={(stars) => void assist.say(takeId, { [part]: stars === 0 ? null : stars })}
              />
            </dd>
          </div>
        ))}
      </dl>
      <Textarea
        size="xs"
        label={t('picture.comment')}
        placeholder={t('picture.commentHint')}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={mostSaid.comments}
        value={comment.text}
        data-field="comment"
        onChange={({ currentTarget }) => comment.setText(currentTarget.value)}
        onBlur={comment.commit}
        onKeyDown={comment.onKeyDown}
      />
      <TagsInput
        size="xs"
        label={t('picture.tags')}
        placeholder={(said.tags ?? []).length === 0 ? t('picture.tagsHint') : ''}
        maxTags={mostSaid.tags}
        value={said.tags ?? []}
        data-field="tags"
        onChange={(tags) => void assist.say(takeId, { tags: tags.map((tag) => tag.slice(0, mostSaid.tag)) })}
      />
      {actions.length === 0 ? null : (
        <ul className={classes.actions} aria-label={t('picture.done')}>
          {actions.map((action) => (
            <li key={action} data-done={action}>
              {t(`picture.action.${action}`)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
