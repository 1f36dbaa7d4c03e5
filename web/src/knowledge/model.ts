import type { Language } from '../shared/language';

export type Audience = 'All' | 'Employees' | 'Clients';

/** An entry in the list. */
export interface EntryLine {
  readonly id: string;
  readonly language: Language;
  readonly question: string;
  readonly audience: Audience;
  readonly groups: readonly string[];
  readonly source: string;
  readonly owner: string | null;
  readonly reviewBy: string | null;
  readonly overdue: boolean;
  /** The file and the desk have both changed it. */
  readonly conflict: boolean;
  readonly withdrawn: boolean;
  /** The languages it exists in. */
  readonly translations: readonly Language[];
}

export interface EntryList {
  readonly entries: readonly EntryLine[];
  readonly total: number;
  readonly conflicts: number;
  readonly hasModel: boolean;
}

/** What an author writes. */
export interface EntryFields {
  readonly question: string;
  readonly answer: string;
  readonly short: string | null;
  readonly alsoAsked: readonly string[];
  readonly audience: Audience;
  readonly groups: readonly string[];
  readonly source: string;
  readonly link: string | null;
  readonly owner: string | null;
  readonly contact: string | null;
  readonly reviewBy: string | null;
}

export interface Version {
  readonly version: number;
  readonly kind: 'Imported' | 'Edited' | 'Restored' | 'Withdrawn';
  readonly at: string;
  readonly author: string;
  readonly fields: EntryFields | null;
}

export interface EntryDetail {
  readonly id: string;
  readonly language: Language;
  readonly version: number;
  /** Null when it is withdrawn. */
  readonly fields: EntryFields | null;
  readonly file: string | null;
  readonly offered: boolean;
  /** What the file says, in a conflict; null when it no longer holds the entry. */
  readonly offer: EntryFields | null;
  readonly history: readonly Version[];
  readonly translations: readonly Language[];
  /** What the model proposed earlier and nobody has decided on. */
  readonly proposal: Proposal | null;
}

/** Without an entry nothing was written; `moved` when somebody else was faster. */
export interface EntryResult {
  readonly entry: EntryDetail | null;
  readonly problems: readonly string[];
  readonly moved: boolean;
}

export interface EntryDraft {
  readonly language: Language;
  readonly fields: EntryFields;
  readonly similar: readonly EntryLine[];
}

export interface Proposal {
  readonly phrasings: readonly string[];
  readonly language: Language | null;
  readonly translation: EntryFields | null;
  /** It proposed something when it was asked just now. */
  readonly found: boolean;
}

/** A question as a person asked it, until its time is over. */
export interface Question {
  readonly id: number;
  readonly text: string;
  readonly comment: string | null;
  readonly at: string;
}

export interface QuestionGroup {
  readonly kind: 'Unanswered' | 'Rejected';
  readonly language: Language;
  readonly audience: Audience;
  readonly entryId: string | null;
  readonly entryQuestion: string | null;
  /** Words that name nobody, to be read and approved. */
  readonly proposal: string;
  readonly questions: readonly Question[];
}

export interface Gap {
  readonly id: string;
  readonly kind: 'Unanswered' | 'Rejected';
  readonly text: string;
  readonly language: Language;
  readonly audience: Audience;
  readonly entryId: string | null;
  readonly entryQuestion: string | null;
  readonly count: number;
  readonly approvedBy: string;
  readonly approvedAt: string;
}

export interface Work {
  readonly groups: readonly QuestionGroup[];
  readonly gaps: readonly Gap[];
  readonly overdue: readonly EntryLine[];
  readonly conflicts: readonly EntryLine[];
  readonly untranslated: readonly EntryLine[];
  readonly keepDays: number;
}
