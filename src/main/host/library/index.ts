export {
  AssetDownloadError,
  BudgetExceededError,
  CancelledError,
  ConfirmationRequiredError,
  DatabaseError,
  DocumentConflictError,
  EngineCrashedError,
  LayerDependencyError,
  MatrixFormatError,
  ModelNotFoundError,
  OutputFolderError,
  ParameterValidationError,
  PlaceholderSyntaxError,
  ProviderError,
  ProviderUnavailableError,
  TelarError,
  UsageError,
} from '../../../shared/base/failure.ts';
export { createLayerEngine } from './layer-engine.ts';
export type * from './engine-interface.ts';
