import i18next, { type i18n, type TFunction } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../shared/contract/index.ts';
import { en } from './en/index.ts';
import { es } from './es/index.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

export type Translate = TFunction;

export const catalogues = { en, es };

/** A translator with both catalogues in it; nothing is fetched. */
export function createI18n(language: Language): i18n {
  const instance = i18next.createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en }, es: { translation: es } },
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  return instance;
}

/** Whether the catalogues name this parameter. */
export function isKnownParameter(name: string): name is keyof typeof en.parameter {
  return name in en.parameter;
}
