export { ModelsPage } from './ModelsPage.tsx';
export { costText } from './cost-text.ts';
