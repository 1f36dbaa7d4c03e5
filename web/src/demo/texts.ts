import type { Language } from '../shared/language';

/** Everything the demonstration says and types, in one language. */
export interface DemoTexts {
  readonly title: string;
  readonly intro: string;
  readonly play: string;
  readonly playing: string;
  readonly restart: string;
  readonly otherLanguage: string;
  readonly employee: string;
  readonly client: string;
  readonly desk: string;
  readonly sameMoment: (name: string) => string;
  readonly step: (number: number, of: number) => string;
  readonly routine: string;
  readonly routineAnswered: string;
  readonly grave: string;
  readonly graveMessage: string;
  readonly handedOver: string;
  readonly race: string;
  readonly raceOver: (winner: string, other: string) => string;
  readonly brief: string;
  readonly suggestion: string;
  readonly edit: string;
  readonly note: string;
  readonly noteText: string;
  readonly noteStays: string;
  readonly clientReply: string;
  readonly reload: string;
  readonly reloaded: string;
  readonly close: string;
  readonly botAgain: string;
  readonly botAnswers: string;
  readonly free: string;
  readonly failed: string;
}

const french: DemoTexts = {
  title: 'Démonstration',
  intro: 'Une salariée, une cliente, le bureau des assistants : trois volets, le vrai produit. Lancez la minute.',
  play: '▶ Lancer (1 min)',
  playing: 'En cours…',
  restart: 'Recommencer',
  otherLanguage: 'English',
  employee: 'Une salariée',
  client: 'Une cliente, au téléphone',
  desk: 'Le bureau des assistants',
  sameMoment: name => `${name}, au même moment`,
  step: (number, of) => `Étape ${number} sur ${of}`,
  routine: 'Une question courante. Le bot cherche dans les documents de la maison…',
  routineAnswered: '…et répond aussitôt, avec sa source.',
  grave: 'La cliente écrit. Ce message demande une personne, pas une machine.',
  graveMessage: 'troisième relance, ma mère est à l’hôpital et rien n’est arrivé',
  handedOver: 'Le bot ne répond pas à sa place : il prévient l’équipe. La demande est en tête de file.',
  race: 'Deux assistants acceptent au même instant…',
  raceOver: (winner, other) => `…${winner} l’a. ${other} voit aussitôt qui a pris la demande.`,
  brief: 'Le dossier est prêt : pourquoi, ce qui est demandé, ce qui manque, ce qu’il faut éviter.',
  suggestion: 'La machine propose une réponse. L’assistant la corrige ; rien ne part sans lui.',
  edit: ' Je reste avec vous jusqu’à ce que ce soit réglé.',
  note: 'Une note pour les collègues…',
  noteText: 'Transporteur appelé : colis retrouvé à Lyon, à confirmer.',
  noteStays: '…reste derrière le mur : sur le téléphone de la cliente, rien.',
  clientReply: 'merci, c’est la commande 4471',
  reload: 'La cliente répond, puis perd le réseau et recharge la page…',
  reloaded: '…rien n’est perdu : la conversation reprend où elle en était.',
  close: 'L’assistant termine l’échange. La cliente le sait.',
  botAgain: 'Le bot reprend la main : la cliente pose une question courante…',
  botAnswers: '…et a sa réponse, avec sa source.',
  free: 'À vous : écrivez dans chaque volet, c’est le vrai produit.',
  failed: 'Cette étape n’a pas abouti. Recommencez, ou écrivez vous-même dans les volets.',
};

const english: DemoTexts = {
  title: 'Demonstration',
  intro: 'An employee, a client, the assistants’ desk: three panes, the real product. Play the minute.',
  play: '▶ Play (1 min)',
  playing: 'Playing…',
  restart: 'Start over',
  otherLanguage: 'Français',
  employee: 'An employee',
  client: 'A client, on the phone',
  desk: 'The assistants’ desk',
  sameMoment: name => `${name}, at the same moment`,
  step: (number, of) => `Step ${number} of ${of}`,
  routine: 'A routine question. The bot looks in the house’s documents…',
  routineAnswered: '…and answers at once, with its source.',
  grave: 'The client writes. This message needs a person, not a machine.',
  graveMessage: 'third reminder, my mother is in hospital and nothing arrives',
  handedOver: 'The bot does not answer in their place: it alerts the team. The request tops the queue.',
  race: 'Two assistants accept at the same instant…',
  raceOver: (winner, other) => `…${winner} has it. ${other} sees at once who took the request.`,
  brief: 'The brief is ready: why, what is asked, what is missing, what to avoid.',
  suggestion: 'The machine suggests a reply. The assistant edits it; nothing leaves without them.',
  edit: ' I will stay with you until this is settled.',
  note: 'A note for colleagues…',
  noteText: 'Called the carrier: parcel found in Lyon, to be confirmed.',
  noteStays: '…stays behind the wall: on the client’s phone, nothing.',
  clientReply: 'thank you, it is order 4471',
  reload: 'The client answers, then loses the network and reloads the page…',
  reloaded: '…nothing is lost: the conversation goes on where it was.',
  close: 'The assistant closes. The client is told.',
  botAgain: 'The bot is back: the client asks a routine question…',
  botAnswers: '…and has the answer, with its source.',
  free: 'Your turn: write in any pane, this is the real product.',
  failed: 'This step did not complete. Start over, or write in the panes yourself.',
};

export const demoTexts: Readonly<Record<Language, DemoTexts>> = { fr: french, en: english };
