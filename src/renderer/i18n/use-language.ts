import { useTranslation } from 'react-i18next';
import type { Language } from '../../shared/contract/index.ts';

/** Language the window is in at the moment. */
export function useLanguage(): Language {
  return useTranslation().i18n.language === 'es' ? 'es' : 'en';
}
