export { GalleryPage } from './GalleryPage.tsx';
export { TakeRecipe } from './TakeRecipe.tsx';
