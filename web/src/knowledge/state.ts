import { HttpError, isOutage } from '../shared/http';
import type { Language } from '../shared/language';
import type { KnowledgeClient } from './client';
import type { EntryDetail, EntryFields, EntryLine, EntryList, EntryResult, Proposal, Work } from './model';

/** What is being written. Without a detail it is a new entry. */
export interface Editing {
  readonly id: string | null;
  readonly language: Language;
  readonly detail: EntryDetail | null;
  readonly version: number;
  fields: EntryFields;
  readonly saved: EntryFields;
  readonly similar: readonly EntryLine[];
  readonly isDraft: boolean;
  /** The gap that the entry answers, ended when it is published. */
  readonly gapId: string | null;
}

export const emptyFields: EntryFields = {
  question: '',
  answer: '',
  short: null,
  alsoAsked: [],
  audience: 'All',
  groups: [],
  source: '',
  link: null,
  owner: null,
  contact: null,
  reviewBy: null,
};

export type Notice = 'saved' | 'moved' | 'failed' | 'notClean' | 'noProposal' | '';

/** The state of the knowledge page. */
export class KnowledgeState {
  tab: 'entries' | 'work' = 'entries';
  search = '';
  filter: Language | '' = '';
  list: EntryList = { entries: [], total: 0, conflicts: 0, hasModel: false };
  work: Work | null = null;
  editing: Editing | null = null;
  problems: readonly string[] = [];
  notice: Notice = '';
  proposal: Proposal | null = null;
  busy = false;
  thinking = false;
  signedOut = false;
  offline = false;
  /** Wordings under way, by the first question of their group. */
  readonly wordings = new Map<number, string>();

  constructor(
    private readonly client: KnowledgeClient,
    private readonly changed: () => void,
    private readonly mayLeave: () => boolean,
  ) {}

  get isDirty(): boolean {
    return this.editing !== null && JSON.stringify(this.editing.fields) !== JSON.stringify(this.editing.saved);
  }

  async refresh(): Promise<void> {
    await this.#guard(async () => {
      const { search, filter } = this;
      const [list, work] = await Promise.all([this.client.entries(search, filter), this.client.work()]);
      if (search === this.search && filter === this.filter) this.list = list;
      this.work = work;
      this.signedOut = false;
    });
  }

  async open(id: string, language: Language): Promise<void> {
    if (!this.#leave()) return;
    await this.#guard(async () => this.#show(await this.client.entry(id, language)));
  }

  /** Begins a new entry, or another language of one. */
  begin(language: Language, fields: Partial<EntryFields>, id: string | null = null, gapId: string | null = null): void {
    if (!this.#leave()) return;
    this.#edit({ id, language, detail: null, version: 0, fields: { ...emptyFields, ...fields }, saved: emptyFields, similar: [], isDraft: false, gapId });
    this.changed();
  }

  async beginFrom(handoff: string): Promise<void> {
    await this.#guard(async () => {
      const draft = await this.client.draft(handoff);
      this.#edit({
        id: null, language: draft.language, detail: null, version: 0, fields: draft.fields, saved: emptyFields, similar: draft.similar, isDraft: true, gapId: null,
      });
    });
  }

  close(): void {
    if (!this.#leave()) return;
    this.editing = null;
    this.changed();
  }

  set<K extends keyof EntryFields>(name: K, value: EntryFields[K]): void {
    if (!this.editing) return;
    this.editing.fields = { ...this.editing.fields, [name]: value };
    this.notice = '';
    this.changed();
  }

  async save(): Promise<void> {
    const editing = this.editing;
    if (!editing) return;
    const result = await this.#change(() => this.client.save(editing.id, editing.language, editing.version, editing.fields));
    if (result?.entry && !result.moved && editing.gapId) await this.endGap(editing.gapId);
  }

  async withdraw(): Promise<void> {
    const editing = this.editing;
    if (editing?.id) await this.#change(() => this.client.withdraw(editing.id as string, editing.language, editing.version));
  }

  async restore(to: number): Promise<void> {
    const editing = this.editing;
    if (editing?.id && this.#leave()) await this.#change(() => this.client.undo(editing.id as string, editing.language, editing.version, to));
  }

  async resolve(take: boolean): Promise<void> {
    const editing = this.editing;
    if (editing?.id) await this.#change(() => this.client.resolve(editing.id as string, editing.language, editing.version, take));
  }

  async propose(translate: boolean): Promise<void> {
    const editing = this.editing;
    if (!editing) return;
    this.thinking = true;
    this.notice = '';
    this.changed();
    await this.#guard(async () => {
      const proposal = await this.client.propose(editing.id, editing.language, editing.fields, translate);
      if (this.editing !== editing) return;
      this.proposal = proposal;
      if (!proposal.found) this.notice = 'noProposal';
    });
    this.thinking = false;
    this.changed();
  }

  /** Takes a proposed phrasing into what is being written. */
  addPhrasing(text: string): void {
    if (!this.editing || !this.proposal) return;
    this.proposal = { ...this.proposal, phrasings: this.proposal.phrasings.filter(other => other !== text) };
    this.set('alsoAsked', [...this.editing.fields.alsoAsked, text]);
  }

  /** Lets go of a proposed phrasing, or with null of the translation. */
  async dismissProposal(phrasing: string | null): Promise<void> {
    const { editing } = this;
    if (!editing || !this.proposal) return;
    await this.#guard(async () => {
      if (editing.id) await this.client.dismissProposal(editing.id, editing.language, phrasing);
      // Meanwhile another may have gone too, or another entry been opened.
      const { proposal } = this;
      if (!proposal || this.editing?.id !== editing.id || this.editing.language !== editing.language) return;
      this.proposal =
        phrasing === null ? { ...proposal, language: null, translation: null } : { ...proposal, phrasings: proposal.phrasings.filter(other => other !== phrasing) };
    });
  }

  async keepGap(text: string, questions: readonly number[]): Promise<void> {
    await this.#guard(async () => {
      this.notice = (await this.client.keepGap(text, questions)) ? '' : 'notClean';
    });
    if (this.notice === '') await this.refresh();
  }

  async endGap(id: string): Promise<void> {
    await this.#guard(() => this.client.endGap(id));
    await this.refresh();
  }

  async dismiss(questions: readonly number[]): Promise<void> {
    await this.#guard(() => this.client.dismiss(questions));
    await this.refresh();
  }

  async #change(run: () => Promise<EntryResult>): Promise<EntryResult | null> {
    if (this.busy) return null;
    this.busy = true;
    this.notice = '';
    this.problems = [];
    this.changed();
    let result: EntryResult | null = null;
    await this.#guard(async () => {
      result = await run();
      this.problems = result.problems;
      if (result.moved) {
        this.notice = 'moved';
        // What was written stays; what the others did is shown in the history beside it.
        if (this.editing && result.entry) this.editing = { ...this.editing, detail: result.entry, version: result.entry.version };
      } else if (result.entry) {
        this.#show(result.entry);
        this.problems = result.problems;
        this.notice = 'saved';
      }
    });
    this.busy = false;
    await this.refresh();
    return result;
  }

  #show(detail: EntryDetail): void {
    const fields = detail.fields ?? detail.offer ?? detail.history.find(version => version.fields)?.fields ?? emptyFields;
    this.#edit({ id: detail.id, language: detail.language, detail, version: detail.version, fields, saved: fields, similar: [], isDraft: false, gapId: null });
  }

  #edit(editing: Editing): void {
    this.editing = editing;
    this.problems = [];
    this.notice = '';
    this.proposal = editing.detail?.proposal ?? null;
    this.tab = 'entries';
  }

  #leave(): boolean {
    return !this.isDirty || this.mayLeave();
  }

  async #guard(run: () => Promise<void>): Promise<void> {
    try {
      await run();
      this.offline = false;
    } catch (error) {
      this.offline = isOutage(error);
      if (error instanceof HttpError && (error.status === 401 || error.status === 403)) this.signedOut = true;
      else this.notice = 'failed';
    }
    this.changed();
  }
}
