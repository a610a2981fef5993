export { listEmbeddings } from './embedding-shelf.ts';
export * from './parameter-adviser.ts';
