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
  ModelFileError,
  ModelNotFoundError,
  NotFoundError,
  OutOfMemoryError,
  OutputFolderError,
  ParameterValidationError,
  PlaceholderSyntaxError,
  ProviderError,
  ProviderUnavailableError,
  TelarError,
  TemplateError,
  TimeLimitError,
  UsageError,
} from '../../../shared/base/failure.ts';
export { createInferenceEngine } from './inference-engine.ts';
export { createLayerEngine } from './layer-engine.ts';
export { createPipeline } from './pipeline.ts';
export type * from './engine-interface.ts';
export type * from './inference-interface.ts';
export type * from './pipeline-interface.ts';
