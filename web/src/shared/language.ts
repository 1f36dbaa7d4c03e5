/** The languages every text exists in. */
export type Language = 'fr' | 'en';

/** A text in both languages. */
export type Bilingual = Readonly<Record<Language, string>>;

/** Whether a value names a supported language, such as `fr` or `en-GB`. */
const supported = (tag: string): Language | undefined => {
  const primary = tag.toLowerCase().split('-')[0];
  return primary === 'fr' || primary === 'en' ? primary : undefined;
};

/**
 * The page's language: `?lang=` wins, then the first of the browser's languages that is supported,
 * then French.
 */
export function chooseLanguage(search: string, browserLanguages: readonly string[]): Language {
  const asked = new URLSearchParams(search).get('lang');
  const candidates = asked === null ? browserLanguages : [asked, ...browserLanguages];
  for (const tag of candidates) {
    const language = supported(tag);
    if (language) return language;
  }
  return 'fr';
}

/** The language of this page, also written on the document for screen readers. */
export function pageLanguage(): Language {
  const language = chooseLanguage(location.search, navigator.languages);
  document.documentElement.lang = language;
  return language;
}
