import type { Language } from '../shared/language';

/** Everything the client page says, in one language. */
export interface ChatTexts {
  readonly fallbackTitle: string;
  readonly forEmployees: string;
  readonly notice: string;
  readonly quoted: string;
  readonly quotedHint: string;
  readonly hello: string;
  readonly promise: string;
  readonly suggestions: string;
  readonly open: string;
  readonly restart: string;
  readonly restartHint: string;
  readonly otherLanguage: string;
  readonly otherLanguageHint: string;
  readonly connecting: string;
  readonly online: string;
  readonly offline: string;
  readonly unreachable: string;
  readonly retry: string;
  readonly human: (name: string) => string;
  readonly machine: string;
  readonly placeholder: string;
  readonly storage: string;
}

const french: ChatTexts = {
  fallbackTitle: 'Assistant',
  forEmployees: 'Espace des salariés',
  notice: 'Vous écrivez à une machine. Une personne prend le relais à votre demande.',
  quoted: 'réponses citées',
  quotedHint: 'Sans modèle de langage : chaque réponse cite un passage de nos documents, tel qu’il est écrit.',
  hello: 'Bonjour, que cherchez-vous ?',
  promise: 'Je réponds aux questions courantes en citant ma source. Pour le reste, une personne vous répond ici même.',
  suggestions: 'Questions fréquentes',
  open: 'Écrire ma question',
  restart: 'Recommencer',
  restartHint: 'Quitter cette conversation et en ouvrir une nouvelle',
  otherLanguage: 'English',
  otherLanguageHint: 'Read this page in English',
  connecting: 'Connexion…',
  online: 'En ligne',
  offline: 'Connexion interrompue, nouvel essai…',
  unreachable: 'La discussion ne répond pas. Vos messages envoyés sont conservés.',
  retry: 'Réessayer',
  human: name => `${name} · une personne`,
  machine: 'Assistant automatique',
  placeholder: 'Votre question…',
  storage: 'La conversation est gardée sur cet appareil pour reprendre après un rechargement.',
};

const english: ChatTexts = {
  fallbackTitle: 'Assistant',
  forEmployees: 'For employees',
  notice: 'You are writing to a machine. A person takes over when you ask.',
  quoted: 'quoted answers',
  quotedHint: 'No language model: every answer quotes a passage of our documents as it is written.',
  hello: 'Hello, what are you looking for?',
  promise: 'I answer everyday questions and quote my source. For anything else, a person answers you right here.',
  suggestions: 'Common questions',
  open: 'Write my question',
  restart: 'Start again',
  restartHint: 'Leave this conversation and open a new one',
  otherLanguage: 'Français',
  otherLanguageHint: 'Lire cette page en français',
  connecting: 'Connecting…',
  online: 'Online',
  offline: 'Connection lost, trying again…',
  unreachable: 'The conversation does not respond. The messages you sent are kept.',
  retry: 'Try again',
  human: name => `${name} · a person`,
  machine: 'Automated assistant',
  placeholder: 'Your question…',
  storage: 'The conversation is kept on this device so that it resumes after a reload.',
};

export const chatTexts: Readonly<Record<Language, ChatTexts>> = { fr: french, en: english };
