import type { Language } from '../shared/language';
import type { Command } from './model';

/** Everything the desk says, in one language. Reasons come from the server, already in words. */
export interface DeskTexts {
  readonly title: string;
  readonly signedInAs: string;
  readonly live: string;
  readonly reconnecting: string;
  readonly offline: string;
  readonly waiting: string;
  readonly mine: string;
  readonly others: string;
  readonly closed: string;
  readonly parked: string;
  readonly parkedKinds: Readonly<Record<'Message' | 'Send' | 'Conversation', string>>;
  readonly nobodyWaiting: string;
  readonly nothingMine: string;
  readonly confidential: string;
  readonly confidentialHint: string;
  readonly danger: string;
  readonly alarm: (who: string) => string;
  readonly alarmHint: string;
  readonly since: (duration: string) => string;
  readonly visitor: (reference: string) => string;
  readonly employee: string;
  readonly client: string;
  readonly languages: Readonly<Record<'fr' | 'en', string>>;
  readonly channels: Readonly<Record<string, string>>;
  readonly accept: string;
  readonly close: string;
  readonly release: string;
  readonly followedBy: (name: string) => string;
  readonly openFirst: string;
  readonly choose: string;
  readonly chooseHint: string;
  readonly over: string;
  readonly youFollow: string;
  readonly person: string;
  readonly bot: string;
  readonly you: string;
  readonly sources: string;
  readonly edited: string;
  readonly deleted: string;
  readonly suggestions: string;
  readonly suggestionsHint: string;
  readonly fromKnowledge: (source: string) => string;
  readonly fromWording: string;
  readonly use: string;
  readonly replyTo: (name: string) => string;
  readonly sendTo: (name: string) => string;
  readonly sendHint: string;
  readonly brief: string;
  readonly why: string;
  readonly wants: string;
  readonly alreadySaid: string;
  readonly missing: string;
  readonly tone: string;
  readonly avoid: string;
  readonly evidence: string;
  readonly notes: string;
  readonly notesHint: string;
  readonly notePlaceholder: string;
  readonly addNote: string;
  readonly markWrong: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly reviews: string;
  readonly disagreement: (found: string, seen: string) => string;
  readonly shouldBe: string;
  readonly rewrite: string;
  readonly erased: string;
  readonly noExamplesFolder: string;
  readonly tryExample: string;
  readonly approve: string;
  readonly dismiss: string;
  readonly trial: (before: string, after: string, changed: number) => string;
  readonly failed: string;
  readonly takenBy: (name: string) => string;
  readonly done: Readonly<Record<Command, string>>;
  readonly signIn: string;
  readonly signInHint: string;
  readonly queueTab: string;
  readonly conversationTab: string;
  readonly fileTab: string;
  readonly newMessage: string;
  readonly language: string;
  readonly knowledge: string;
  readonly toEntry: string;
  readonly closeConfirm: string;
}

const french: DeskTexts = {
  title: 'Bureau des assistants',
  signedInAs: 'Vous êtes',
  live: 'En direct',
  reconnecting: 'Reconnexion…',
  offline: 'Le serveur ne répond pas. Ce que vous voyez date peut-être ; vos brouillons restent ici. Le bureau réessaie tout seul.',
  waiting: 'En attente',
  mine: 'Mes conversations',
  others: 'Suivies par des collègues',
  closed: 'Terminées',
  parked: 'Messages bloqués',
  parkedKinds: {
    Message: 'Le bot n’a pas pu traiter un message. La personne en est prévenue.',
    Send: 'Un envoi est refusé par son canal.',
    Conversation: 'La personne ou son canal n’accepte plus nos messages. L’envoi reprend si elle écrit.',
  },
  nobodyWaiting: 'Personne n’attend.',
  nothingMine: 'Aucune conversation ouverte.',
  confidential: 'Demande confidentielle',
  confidentialHint: 'Nom, motif et messages s’ouvrent à la personne qui accepte.',
  danger: 'Danger possible',
  alarm: who => `Danger possible pour la vie : ${who} attend une personne.`,
  alarmHint: 'Les numéros d’urgence ont été donnés. Prendre la demande arrête cette alarme.',
  since: duration => `attend depuis ${duration}`,
  visitor: reference => `Visiteur ${reference}`,
  employee: 'Salarié',
  client: 'Client',
  languages: { fr: 'Français', en: 'Anglais' },
  channels: { directline: 'Web', msteams: 'Teams' },
  accept: 'Je prends',
  close: 'Terminer',
  release: 'Remettre en file',
  followedBy: name => `Suivie par ${name}`,
  openFirst: 'Prenez la demande pour répondre.',
  choose: 'Choisissez une conversation',
  chooseHint: 'La file est à gauche, les plus urgentes en haut.',
  over: 'Conversation terminée : l’assistant automatique répond de nouveau.',
  youFollow: 'Vous suivez cette conversation',
  person: 'La personne',
  bot: 'Assistant automatique',
  you: 'Vous',
  sources: 'Source',
  edited: 'modifié',
  deleted: 'Message supprimé',
  suggestions: 'Réponses proposées par la machine',
  suggestionsHint: 'Rien ne part sans vous.',
  fromKnowledge: source => `Document : ${source}`,
  fromWording: 'Formule relue',
  use: 'Reprendre dans ma réponse',
  replyTo: name => `Réponse à ${name}`,
  sendTo: name => `Envoyer à ${name}`,
  sendHint: 'Ctrl + Entrée pour envoyer',
  brief: 'Dossier',
  why: 'Pourquoi une personne',
  wants: 'Ce qui est demandé',
  alreadySaid: 'Déjà répondu',
  missing: 'Manque encore',
  tone: 'Ton',
  avoid: 'À éviter',
  evidence: 'Signes relevés',
  notes: 'Notes entre collègues',
  notesHint: 'Restent ici. Ne partent jamais à la personne.',
  notePlaceholder: 'Une note pour les collègues…',
  addNote: 'Garder la note',
  takenBy: name => `${name} a déjà pris cette demande.`,
  done: {
    accept: 'La demande est à vous.',
    message: 'Envoyé.',
    note: 'Note gardée entre collègues.',
    transfer: 'La demande attend de nouveau.',
    close: 'L’échange est terminé.',
  },
  markWrong: 'Mal orienté ?',
  labels: {
    routine: 'Courant : la machine suffisait',
    explicit_request: 'Demandait une personne',
    distress: 'Détresse',
    anger_complaint: 'Colère ou plainte',
    conflict: 'Tension avec quelqu’un',
    sensitive: 'Sujet sensible',
    personal_context: 'Cas personnel',
    ambiguous: 'Quelque chose sans être dit',
  },
  reviews: 'Décisions à revoir',
  disagreement: (found, seen) => `Le tri et le modèle ne sont pas d’accord. Tri : ${found}. Modèle : ${seen}.`,
  shouldBe: 'Ce qu’il fallait décider',
  rewrite: 'Réécrit sans rien de la personne, pour servir d’exemple',
  erased: 'Le message a été effacé.',
  noExamplesFolder: 'Aucun dossier d’exemples n’est configuré (Triage:ExamplesPath).',
  tryExample: 'Essayer',
  approve: 'Approuver',
  dismiss: 'Écarter',
  trial: (before, after, changed) => `${before} → ${after}. ${changed > 1 ? `${changed} exemples connus changent` : `${changed} exemple connu change`} de côté. Entre parenthèses : la probabilité qu’il faille une personne.`,
  failed: 'L’envoi n’a pas abouti. Votre texte est conservé ; réessayez.',
  signIn: 'Connexion au bureau',
  signInHint:
    'En local, le lien d’entrée est imprimé dans la console au démarrage. Il ne sert qu’une fois ; relancez le programme pour en avoir un autre.',
  queueTab: 'File',
  conversationTab: 'Échange',
  fileTab: 'Dossier',
  newMessage: 'Nouveau message',
  language: 'English',
  knowledge: 'Connaissances',
  toEntry: 'En faire une fiche',
  closeConfirm: 'Terminer cette conversation ?',
};

const english: DeskTexts = {
  title: 'Assistants’ desk',
  signedInAs: 'You are',
  live: 'Live',
  reconnecting: 'Reconnecting…',
  offline: 'The server does not answer. What you see may be out of date; your drafts stay here. The desk keeps trying by itself.',
  waiting: 'Waiting',
  mine: 'My conversations',
  others: 'Followed by colleagues',
  closed: 'Closed',
  parked: 'Stuck messages',
  parkedKinds: {
    Message: 'The bot could not handle a message. The person has been told.',
    Send: 'A send is refused by its channel.',
    Conversation: 'The person or their channel no longer takes our messages. Sending goes on when they write.',
  },
  nobodyWaiting: 'Nobody is waiting.',
  nothingMine: 'No open conversation.',
  confidential: 'Confidential request',
  confidentialHint: 'Name, reason and messages open for the person who accepts.',
  danger: 'Possible danger',
  alarm: who => `Life may be in danger: ${who} is waiting for a person.`,
  alarmHint: 'The emergency numbers have been given. Taking the request ends this alarm.',
  since: duration => `waiting for ${duration}`,
  visitor: reference => `Visitor ${reference}`,
  employee: 'Employee',
  client: 'Client',
  languages: { fr: 'French', en: 'English' },
  channels: { directline: 'Web', msteams: 'Teams' },
  accept: 'I’ll take it',
  close: 'Close',
  release: 'Back to queue',
  followedBy: name => `Followed by ${name}`,
  openFirst: 'Take the request to answer.',
  choose: 'Choose a conversation',
  chooseHint: 'The queue is on the left, the most urgent first.',
  over: 'Conversation closed: the automated assistant answers again.',
  youFollow: 'You follow this conversation',
  person: 'The person',
  bot: 'Automated assistant',
  you: 'You',
  sources: 'Source',
  edited: 'edited',
  deleted: 'Message deleted',
  suggestions: 'Replies suggested by the machine',
  suggestionsHint: 'Nothing leaves without you.',
  fromKnowledge: source => `Document: ${source}`,
  fromWording: 'Reviewed wording',
  use: 'Use in my reply',
  replyTo: name => `Reply to ${name}`,
  sendTo: name => `Send to ${name}`,
  sendHint: 'Ctrl + Enter to send',
  brief: 'Brief',
  why: 'Why a person',
  wants: 'What is asked',
  alreadySaid: 'Already answered',
  missing: 'Still missing',
  tone: 'Tone',
  avoid: 'Avoid',
  evidence: 'Signs noticed',
  notes: 'Notes between colleagues',
  notesHint: 'They stay here. They never reach the person.',
  notePlaceholder: 'A note for colleagues…',
  addNote: 'Keep the note',
  takenBy: name => `${name} has already taken this request.`,
  done: {
    accept: 'The request is yours.',
    message: 'Sent.',
    note: 'Note kept between colleagues.',
    transfer: 'The request waits again.',
    close: 'The conversation is closed.',
  },
  markWrong: 'Wrongly routed?',
  labels: {
    routine: 'Routine: the machine was enough',
    explicit_request: 'Asked for a person',
    distress: 'Distress',
    anger_complaint: 'Anger or complaint',
    conflict: 'Tension with someone',
    sensitive: 'Sensitive matter',
    personal_context: 'Personal case',
    ambiguous: 'Something left unsaid',
  },
  reviews: 'Decisions to review',
  disagreement: (found, seen) => `Triage and the model disagree. Triage: ${found}. Model: ${seen}.`,
  shouldBe: 'What it should have been',
  rewrite: 'Rewritten with nothing of the person, to serve as an example',
  erased: 'The message was erased.',
  noExamplesFolder: 'No folder for examples is configured (Triage:ExamplesPath).',
  tryExample: 'Try',
  approve: 'Approve',
  dismiss: 'Dismiss',
  trial: (before, after, changed) => `${before} → ${after}. ${changed === 1 ? '1 known example changes' : `${changed} known examples change`} sides. In brackets: how likely a person is needed.`,
  failed: 'It could not be sent. Your text is kept; try again.',
  signIn: 'Sign in to the desk',
  signInHint:
    'In local mode, the entry link is printed in the console at start. It works once; start the program again for another.',
  queueTab: 'Queue',
  conversationTab: 'Conversation',
  fileTab: 'Brief',
  newMessage: 'New message',
  language: 'Français',
  knowledge: 'Knowledge',
  toEntry: 'Make it an entry',
  closeConfirm: 'Close this conversation?',
};

export const deskTexts: Readonly<Record<Language, DeskTexts>> = { fr: french, en: english };
