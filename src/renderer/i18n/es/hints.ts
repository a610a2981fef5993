import type { FailureCode } from '../../../shared/base/index.ts';

/**
 * What to do next, in Spanish. English hints come from the core with more detail (a "did you mean", a path); here one
 * sentence per code has to do.
 */
export const hints: Record<FailureCode, string> = {
  LayerDependencyError: 'Cambia la referencia, o ejecuta antes la celda de la que depende.',
  PlaceholderSyntaxError: 'Corrige el marcador. Ejemplo: {{layers.plate.path}}.',
  ClipError: 'Primero selecciona celdas y cópialas con Ctrl+C. El documento no ha cambiado.',
  MatrixFormatError: 'Corrige el archivo en un editor de texto y ábrelo de nuevo. No se ha cambiado nada en él.',
  TemplateError: 'Corrige o quita esa plantilla; las demás siguen disponibles.',
  ModelNotFoundError: 'Elige un modelo instalado, o vuelve a instalar este.',
  ModelFileError: 'Vuelve a descargar el modelo de una fuente de confianza, o elige otro.',
  ParameterValidationError: 'Cambia ese parámetro a un valor permitido.',
  ProviderUnavailableError: 'Elige un modelo que esta instalación pueda ejecutar.',
  ProviderError: 'Espera un momento y ejecuta la celda otra vez; si se repite, revisa tu cuenta.',
  AssetDownloadError: 'Ejecuta la celda otra vez.',
  MediaImportError:
    'Elige una imagen (PNG, JPEG, WebP, GIF), un vídeo (MP4, WebM), un sonido (WAV, MP3, OGG, FLAC) o un texto.',
  BudgetExceededError: 'Sube el límite o ejecuta menos celdas.',
  ConfirmationRequiredError: 'Revisa el precio y confirma la ejecución.',
  IntegrityError: 'Ejecuta la celda otra vez para rehacer el archivo.',
  TimeLimitError: 'Sube el límite de tiempo, o usa menos pasos o una imagen más pequeña.',
  LicenseError: 'Consigue una licencia o elige otro modelo.',
  OutOfMemoryError: 'Cierra otros programas o elige un modelo más pequeño.',
  EngineCrashedError: 'El motor ya se ha reiniciado: ejecuta la celda otra vez.',
  DocumentConflictError: 'Mira el documento tal como está ahora y repite el cambio si aún hace falta.',
  OutputFolderError: 'Elige una carpeta de salida en la que se pueda escribir.',
  DatabaseError: 'Actualiza Telar o revisa la carpeta de datos; hay copias de seguridad en ella.',
  KeyStoreError: 'Abre Ajustes → Proveedores y elige dónde guardar las claves.',
  PortInUseError: 'Elige otro puerto o cierra el otro programa.',
  NotFoundError: 'Puede que se quitara mientras tanto.',
  UsageError: 'Revisa los datos e inténtalo de nuevo.',
  InternalError: 'Es un error de Telar. El registro en la carpeta de datos tiene los detalles.',
};
