export { Blank } from './Blank.tsx';
export { FailedBlank } from './FailedBlank.tsx';
export { IconAction } from './IconAction.tsx';
export { Picture } from './Picture.tsx';
export { StarRating } from './StarRating.tsx';
export { Stars } from './Stars.tsx';
