import { callJson, HttpError } from '../shared/http';
import type { Language } from '../shared/language';
import type { EntryDetail, EntryDraft, EntryFields, EntryList, EntryResult, Proposal, Work } from './model';

/** The knowledge page's HTTP interface. */
export class KnowledgeClient {
  readonly #headers: Readonly<Record<string, string>>;

  constructor(
    as: string | null,
    private readonly call: typeof callJson = callJson,
  ) {
    this.#headers = as ? { 'X-Desk-As': encodeURIComponent(as) } : {};
  }

  entries(search: string, language: Language | ''): Promise<EntryList> {
    const query = new URLSearchParams();
    if (search.trim() !== '') query.set('search', search.trim());
    if (language !== '') query.set('language', language);
    return this.#get(`entries?${query}`);
  }

  entry(id: string, language: Language): Promise<EntryDetail> {
    return this.#get(`entry?${new URLSearchParams({ id, language })}`);
  }

  work(): Promise<Work> {
    return this.#get('work');
  }

  draft(handoff: string): Promise<EntryDraft> {
    return this.#get(`draft?${new URLSearchParams({ handoff })}`);
  }

  /** Publishes what an author wrote; `version` is the one they saw, 0 for a new entry. */
  save(id: string | null, language: Language, version: number, fields: EntryFields): Promise<EntryResult> {
    return this.#change('save', { id, language, version, fields });
  }

  undo(id: string, language: Language, version: number, to: number): Promise<EntryResult> {
    return this.#change('undo', { id, language, version, to });
  }

  withdraw(id: string, language: Language, version: number): Promise<EntryResult> {
    return this.#change('withdraw', { id, language, version });
  }

  /** Ends a conflict: takes the file's version, or keeps the desk's. */
  resolve(id: string, language: Language, version: number, take: boolean): Promise<EntryResult> {
    return this.#change('resolve', { id, language, version, take });
  }

  propose(id: string | null, language: Language, fields: EntryFields, translate: boolean): Promise<Proposal> {
    return this.#post('propose', { id, language, fields, take: translate });
  }

  /** Lets go of a proposed phrasing, or with null of the translation. */
  async dismissProposal(id: string, language: Language, phrasing: string | null): Promise<void> {
    await this.#post('proposals/dismiss', { id, language, phrasing, take: phrasing === null });
  }

  /** Keeps approved words and lets the questions they stand for go. False when the words still identify somebody. */
  async keepGap(text: string, questions: readonly number[]): Promise<boolean> {
    return (await this.#post<{ ok: boolean }>('gaps', { text, questions })).ok;
  }

  async endGap(id: string): Promise<void> {
    await this.#post('gaps/done', { id });
  }

  async dismiss(questions: readonly number[]): Promise<void> {
    await this.#post('questions/dismiss', { questions });
  }

  async #change(path: string, body: unknown): Promise<EntryResult> {
    try {
      return await this.#post<EntryResult>(path, body);
    } catch (error) {
      if (error instanceof HttpError && error.status === 409) return error.body as EntryResult;
      throw error;
    }
  }

  #get<T>(path: string): Promise<T> {
    return this.call<T>('GET', `/desk/api/knowledge/${path}`, undefined, this.#headers);
  }

  #post<T>(path: string, body: unknown): Promise<T> {
    return this.call<T>('POST', `/desk/api/knowledge/${path}`, body, this.#headers);
  }
}
