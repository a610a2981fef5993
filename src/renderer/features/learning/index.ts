export { LearnedView } from './LearnedView.tsx';
