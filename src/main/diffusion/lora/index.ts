export { mergeDemand, type MergedDemand } from './merge-demand.ts';
