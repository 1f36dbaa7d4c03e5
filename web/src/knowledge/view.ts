import { nothing, type TemplateResult } from 'lit-html';
import type { Language } from '../shared/language';
import type { KnowledgeState } from './state';
import type { KnowledgeTexts } from './texts';

/** What every part of the page needs to draw itself. */
export interface View {
  readonly state: KnowledgeState;
  readonly texts: KnowledgeTexts;
  readonly language: Language;
}

/** What a template may contain. */
export type Drawn = TemplateResult | typeof nothing;

/** A day as people read it. */
export const day = (date: string, language: Language) =>
  new Date(date).toLocaleDateString(language === 'fr' ? 'fr-FR' : 'en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** A moment as people read it. */
export const moment = (date: string, language: Language) =>
  new Date(date).toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' });
