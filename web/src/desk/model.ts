/** A handoff as the queue shows it. Of a confidential one that is not ours, name and words are null. */
export interface HandoffSummary {
  readonly id: string;
  readonly reference: string;
  readonly state: 'Waiting' | 'Accepted' | 'Closed' | 'CallbackDue' | 'CallbackDone';
  readonly reason: string;
  /** The reason in words, in the desk's language. */
  readonly reasonText: string;
  readonly danger: boolean;
  readonly confidential: boolean;
  /** Whether name, reason and words are ours to see. */
  readonly readable: boolean;
  readonly channel: string;
  readonly language: 'fr' | 'en';
  readonly isMember: boolean;
  readonly person: string | null;
  readonly createdAt: string;
  readonly acceptedAt: string | null;
  readonly closedAt: string | null;
  readonly assistantId: string | null;
  readonly assistantName: string | null;
  readonly lastText: string | null;
  readonly lastAuthor: Author | null;
  /** Position of the last message in the conversation, to know what is new. */
  readonly lastSequence: number;
}

export type Author = 'person' | 'bot' | 'human';

/** A message the bot gave up on, a reply its channel refuses, or a conversation that is closed to us. */
export interface ParkedItem {
  readonly id: string;
  readonly kind: 'Message' | 'Send' | 'Conversation';
  readonly channel: string;
  readonly at: string;
  readonly reason: string | null;
}

export interface Queue {
  /** The server's clock, by which waiting times are counted. */
  readonly now: string;
  readonly waiting: readonly HandoffSummary[];
  readonly mine: readonly HandoffSummary[];
  readonly others: readonly HandoffSummary[];
  readonly closed: readonly HandoffSummary[];
  readonly parked: readonly ParkedItem[];
}

export interface Brief {
  readonly why: string;
  readonly wants: string;
  readonly alreadySaid: readonly string[];
  readonly missing: readonly string[];
  readonly tone: string | null;
  readonly avoid: readonly string[];
  readonly evidence: readonly string[];
}

export interface TranscriptLine {
  readonly id: string;
  readonly sequence: number;
  readonly at: string;
  readonly author: Author;
  readonly name: string | null;
  readonly text: string;
  readonly sources: readonly { readonly title: string; readonly url: string | null }[];
  /** Files that came with it; the links expire, and are new with every reading. */
  readonly files: readonly { readonly id: string; readonly name: string; readonly image: boolean; readonly url: string | null }[];
  readonly edited: boolean;
  readonly deleted: boolean;
}

export interface Note {
  readonly at: string;
  readonly by: string | null;
  readonly text: string;
}

export interface HistoryLine {
  readonly at: string;
  readonly kind: string;
  readonly by: string | null;
}

export interface Suggestion {
  readonly text: string;
  readonly source: string | null;
  readonly link: string | null;
}

/** A handoff with all that its assistant may see; a confidential one that is not ours has `open: false` and no content. */
export interface HandoffDetail {
  readonly summary: HandoffSummary;
  readonly open: boolean;
  readonly brief: Brief | null;
  readonly transcript: readonly TranscriptLine[];
  readonly notes: readonly Note[];
  readonly history: readonly HistoryLine[];
  readonly suggestions: readonly Suggestion[];
}

/** A triage decision a colleague marked as wrong, or a model saw differently; the text is null when it was erased. */
export interface Review {
  readonly handoffId: string;
  readonly line: number;
  readonly reference: string;
  readonly language: 'fr' | 'en';
  readonly text: string | null;
  readonly decided: string;
  readonly label: string;
  readonly by: string | null;
  readonly at: string;
  readonly proposal: string;
  /** What triage found in the message, as a label; null for a colleague's mark. */
  readonly found: string | null;
  /** Whether the label is a model's view. */
  readonly byModel: boolean;
}

export interface Reviews {
  readonly canApprove: boolean;
  readonly items: readonly Review[];
}

/** A decision: a label, and how probable it is, 0 to 1, that a person is needed. */
export interface Verdict {
  readonly label: string;
  readonly confidence: number;
}

/** What a rewrite would change. */
export interface Trial {
  readonly before: Verdict;
  readonly after: Verdict;
  readonly changed: readonly { readonly text: string; readonly before: Verdict; readonly after: Verdict }[];
  /** What to know when the example alone does not bring what it is meant to. */
  readonly note?: string | null;
}

export type ReviewAction = 'mark' | 'try' | 'approve' | 'dismiss';

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly company: string;
  readonly local: boolean;
  readonly quotedAnswers: boolean;
}

/** What became of a command, in words. */
export interface CommandResult {
  readonly ok: boolean;
  readonly message: string;
  readonly winner?: string | null;
}

export type Command = 'accept' | 'message' | 'note' | 'transfer' | 'close';
