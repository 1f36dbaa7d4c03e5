import type { Language } from '../shared/language';
import type { Audience, Version } from './model';

/** Everything the knowledge page says, in one language. */
export interface KnowledgeTexts {
  readonly title: string;
  readonly desk: string;
  readonly alarm: (count: number) => string;
  readonly toDesk: string;
  readonly language: string;
  readonly entriesTab: string;
  readonly workTab: string;
  readonly search: string;
  readonly allLanguages: string;
  readonly languages: Readonly<Record<Language, string>>;
  readonly audiences: Readonly<Record<Audience, string>>;
  readonly create: string;
  readonly count: (shown: number, total: number) => string;
  readonly nothingFound: string;
  readonly overdue: string;
  readonly conflict: string;
  readonly withdrawn: string;
  readonly choose: string;
  readonly chooseHint: string;
  readonly back: string;
  readonly newEntry: string;
  readonly question: string;
  readonly short: string;
  readonly shortHint: string;
  readonly answer: string;
  readonly answerHint: string;
  readonly alsoAsked: string;
  readonly alsoAskedHint: string;
  readonly details: string;
  readonly audience: string;
  readonly groups: string;
  readonly groupsHint: string;
  readonly source: string;
  readonly link: string;
  readonly owner: string;
  readonly contact: string;
  readonly reviewBy: string;
  readonly preview: string;
  readonly previewMore: string;
  readonly save: string;
  readonly saved: string;
  readonly withdraw: string;
  readonly withdrawConfirm: string;
  readonly leaveConfirm: string;
  readonly moved: string;
  readonly failed: string;
  readonly offline: string;
  readonly history: string;
  readonly kinds: Readonly<Record<Version['kind'], string>>;
  readonly version: (number: number) => string;
  readonly current: string;
  readonly show: string;
  readonly restore: string;
  readonly fileConflict: (file: string) => string;
  readonly fileGone: (file: string) => string;
  readonly takeFile: string;
  readonly keepDesk: string;
  readonly otherLanguage: (language: Language) => string;
  readonly addLanguage: (language: Language) => string;
  readonly proposals: string;
  readonly proposalsHint: string;
  readonly proposePhrasings: string;
  readonly proposeTranslation: string;
  readonly noProposal: string;
  readonly add: string;
  readonly thinking: string;
  readonly similar: string;
  readonly draftHint: string;
  readonly unanswered: string;
  readonly unansweredHint: (days: number) => string;
  readonly rejected: string;
  readonly rejectedHint: string;
  readonly asked: (count: number) => string;
  readonly approvedText: string;
  readonly approve: string;
  readonly approveHint: string;
  readonly notClean: string;
  readonly dismiss: string;
  readonly toWrite: string;
  readonly toWriteHint: string;
  readonly approvedBy: (name: string) => string;
  readonly write: string;
  readonly open: string;
  readonly done: string;
  readonly overdueReviews: string;
  readonly conflicts: string;
  readonly untranslated: string;
  readonly dueOn: (date: string) => string;
  readonly nothing: string;
  readonly signIn: string;
}

const french: KnowledgeTexts = {
  title: 'Connaissances',
  desk: 'Bureau',
  alarm: count => `Danger possible pour la vie : ${count > 1 ? `${count} personnes attendent` : 'une personne attend'}.`,
  toDesk: 'Aller au bureau',
  language: 'English',
  entriesTab: 'Fiches',
  workTab: 'À traiter',
  search: 'Chercher une fiche',
  allLanguages: 'Toutes les langues',
  languages: { fr: 'Français', en: 'Anglais' },
  audiences: { All: 'Tout le monde', Employees: 'Salariés', Clients: 'Clients' },
  create: 'Nouvelle fiche',
  count: (shown, total) => (shown === total ? `${total} fiches` : `${shown} sur ${total} fiches`),
  nothingFound: 'Aucune fiche ne correspond.',
  overdue: 'À relire',
  conflict: 'Conflit',
  withdrawn: 'Retirée',
  choose: 'Choisissez une fiche',
  chooseHint: 'Ce que vous publiez ici, le bot le répond aussitôt.',
  back: 'Retour',
  newEntry: 'Nouvelle fiche',
  question: 'Question',
  short: 'En bref',
  shortHint: 'Une ou deux phrases, 200 signes au plus : c’est ce que la personne lit d’abord.',
  answer: 'Réponse',
  answerHint: 'Markdown : **gras**, listes avec « - », liens [texte](https://…).',
  alsoAsked: 'Autres formulations',
  alsoAskedHint: 'Une par ligne.',
  details: 'Public, source, relecture',
  audience: 'Qui peut la lire',
  groups: 'Rubriques',
  groupsHint: 'De la plus large à la plus fine, séparées par « > ».',
  source: 'Document source',
  link: 'Lien (https)',
  owner: 'Responsable',
  contact: 'Contact',
  reviewBy: 'À relire avant le',
  preview: 'Ce que la personne verra',
  previewMore: 'Puis, sur demande :',
  save: 'Publier',
  saved: 'Publié. Le bot répond ainsi dès maintenant.',
  withdraw: 'Retirer',
  withdrawConfirm: 'Retirer cette fiche ? Le bot n’y répondra plus ; l’historique reste.',
  leaveConfirm: 'Abandonner ce que vous avez écrit ?',
  moved: 'Quelqu’un a changé cette fiche entre-temps. Votre texte est conservé ici ; voyez l’historique, puis publiez de nouveau.',
  failed: 'Cela n’a pas abouti. Votre texte est conservé ; réessayez.',
  offline: 'Le serveur ne répond pas. Ce que vous voyez date peut-être ; ce que vous écrivez reste ici. La page réessaie toute seule.',
  history: 'Historique',
  kinds: { Imported: 'Importée', Edited: 'Modifiée', Restored: 'Rétablie', Withdrawn: 'Retirée' },
  version: number => `Version ${number}`,
  current: 'actuelle',
  show: 'Voir',
  restore: 'Revenir à cette version',
  fileConflict: file => `Le fichier ${file} dit autre chose. La version du bureau est servie.`,
  fileGone: file => `Le fichier ${file} ne contient plus cette fiche. La version du bureau est servie.`,
  takeFile: 'Prendre le fichier',
  keepDesk: 'Garder celle du bureau',
  otherLanguage: language => (language === 'en' ? 'Voir la version anglaise' : 'Voir la version française'),
  addLanguage: language => (language === 'en' ? 'Ajouter la version anglaise' : 'Ajouter la version française'),
  proposals: 'Propositions de la machine',
  proposalsHint: 'Rien n’est publié sans vous.',
  proposePhrasings: 'Proposer des formulations',
  proposeTranslation: 'Proposer une traduction',
  noProposal: 'La machine n’a rien proposé d’utilisable.',
  add: 'Ajouter',
  thinking: 'La machine cherche…',
  similar: 'Fiches proches : la réponse y est peut-être déjà.',
  draftHint: 'Brouillon tiré d’un échange terminé. Relisez : noms et numéros doivent avoir disparu.',
  unanswered: 'Questions sans réponse',
  unansweredHint: days => `Mots des personnes, gardés ${days} jours au plus, visibles au bureau seulement.`,
  rejected: 'Réponses jugées mauvaises',
  rejectedHint: 'Pouce vers le bas, ou « ce n’est pas ça ».',
  asked: count => (count === 1 ? 'Demandé une fois' : `Demandé ${count} fois`),
  approvedText: 'Formulation sans nom ni numéro',
  approve: 'Garder dans la liste',
  approveHint: 'Seule cette formulation reste ; les mots des personnes sont effacés.',
  notClean: 'Il reste une adresse ou un numéro : ôtez-le.',
  dismiss: 'Écarter',
  toWrite: 'À écrire ou à corriger',
  toWriteHint: 'Formulations relues, sans personne reconnaissable.',
  approvedBy: name => `relu par ${name}`,
  write: 'Écrire la fiche',
  open: 'Ouvrir la fiche',
  done: 'C’est fait',
  overdueReviews: 'Relectures en retard',
  conflicts: 'Changées au fichier et au bureau',
  untranslated: 'Dans une seule langue',
  dueOn: date => `à relire avant le ${date}`,
  nothing: 'Rien à traiter ici.',
  signIn: 'Ouvrez d’abord le bureau avec son lien d’entrée.',
};

const english: KnowledgeTexts = {
  title: 'Knowledge',
  desk: 'Desk',
  alarm: count => `Life may be in danger: ${count > 1 ? `${count} people are` : 'a person is'} waiting.`,
  toDesk: 'Go to the desk',
  language: 'Français',
  entriesTab: 'Entries',
  workTab: 'To do',
  search: 'Search entries',
  allLanguages: 'All languages',
  languages: { fr: 'French', en: 'English' },
  audiences: { All: 'Everyone', Employees: 'Employees', Clients: 'Clients' },
  create: 'New entry',
  count: (shown, total) => (shown === total ? `${total} entries` : `${shown} of ${total} entries`),
  nothingFound: 'No entry matches.',
  overdue: 'Review due',
  conflict: 'Conflict',
  withdrawn: 'Withdrawn',
  choose: 'Choose an entry',
  chooseHint: 'What you publish here, the bot answers at once.',
  back: 'Back',
  newEntry: 'New entry',
  question: 'Question',
  short: 'In short',
  shortHint: 'One or two sentences, 200 characters at most: what the person reads first.',
  answer: 'Answer',
  answerHint: 'Markdown: **bold**, lists with “-”, links [text](https://…).',
  alsoAsked: 'Also asked as',
  alsoAskedHint: 'One per line.',
  details: 'Audience, source, review',
  audience: 'Who may read it',
  groups: 'Groups',
  groupsHint: 'From broad to narrow, separated by “>”.',
  source: 'Source document',
  link: 'Link (https)',
  owner: 'Owner',
  contact: 'Contact',
  reviewBy: 'Review by',
  preview: 'What the person will see',
  previewMore: 'Then, on demand:',
  save: 'Publish',
  saved: 'Published. The bot answers this way from now on.',
  withdraw: 'Withdraw',
  withdrawConfirm: 'Withdraw this entry? The bot will no longer answer it; its history stays.',
  leaveConfirm: 'Discard what you wrote?',
  moved: 'Somebody changed this entry meanwhile. Your text is kept here; look at the history, then publish again.',
  failed: 'That did not work. Your text is kept; try again.',
  offline: 'The server does not answer. What you see may be out of date; what you write stays here. The page keeps trying by itself.',
  history: 'History',
  kinds: { Imported: 'Imported', Edited: 'Edited', Restored: 'Restored', Withdrawn: 'Withdrawn' },
  version: number => `Version ${number}`,
  current: 'current',
  show: 'Show',
  restore: 'Go back to this version',
  fileConflict: file => `The file ${file} says something else. The desk’s version is served.`,
  fileGone: file => `The file ${file} no longer holds this entry. The desk’s version is served.`,
  takeFile: 'Take the file’s',
  keepDesk: 'Keep the desk’s',
  otherLanguage: language => (language === 'en' ? 'See the English version' : 'See the French version'),
  addLanguage: language => (language === 'en' ? 'Add the English version' : 'Add the French version'),
  proposals: 'Proposed by the machine',
  proposalsHint: 'Nothing is published without you.',
  proposePhrasings: 'Propose phrasings',
  proposeTranslation: 'Propose a translation',
  noProposal: 'The machine proposed nothing usable.',
  add: 'Add',
  thinking: 'The machine is looking…',
  similar: 'Close entries: the answer may be there already.',
  draftHint: 'Draft made from a conversation that is over. Read it: names and numbers must be gone.',
  unanswered: 'Questions without an answer',
  unansweredHint: days => `People’s own words, kept ${days} days at most, seen at the desk only.`,
  rejected: 'Answers that did not help',
  rejectedHint: 'Thumbs down, or “that’s not it”.',
  asked: count => (count === 1 ? 'Asked once' : `Asked ${count} times`),
  approvedText: 'Wording without names or numbers',
  approve: 'Keep in the list',
  approveHint: 'Only this wording stays; people’s own words are erased.',
  notClean: 'An address or a number is left in it: take it out.',
  dismiss: 'Dismiss',
  toWrite: 'To write or correct',
  toWriteHint: 'Approved wordings in which nobody can be recognised.',
  approvedBy: name => `approved by ${name}`,
  write: 'Write the entry',
  open: 'Open the entry',
  done: 'Done',
  overdueReviews: 'Overdue reviews',
  conflicts: 'Changed in the file and at the desk',
  untranslated: 'In one language only',
  dueOn: date => `review due on ${date}`,
  nothing: 'Nothing to do here.',
  signIn: 'Open the desk with its entry link first.',
};

export const knowledgeTexts: Readonly<Record<Language, KnowledgeTexts>> = { fr: french, en: english };
