export { CostsPage } from './LazyCostsPage.tsx';
export { SpentToday } from './SpentToday.tsx';
