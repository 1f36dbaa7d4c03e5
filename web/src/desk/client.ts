import { callJson, HttpError } from '../shared/http';
import type { Language } from '../shared/language';
import type { Command, CommandResult, HandoffDetail, Me, Queue, ReviewAction, Reviews, Trial } from './model';

type Call = typeof callJson;

/** How long to wait before each further attempt of a command whose answer was lost, in milliseconds. */
const retryDelays = [300, 1200, 3000];

/** The desk's HTTP interface. */
export class DeskClient {
  readonly #headers: Readonly<Record<string, string>>;
  readonly #language: Language;

  constructor(
    private readonly as: string | null,
    private readonly demo: boolean,
    language: Language,
    private readonly call: Call = callJson,
    private readonly pause: (milliseconds: number) => Promise<void> = ms => new Promise(done => setTimeout(done, ms)),
  ) {
    this.#language = language;
    this.#headers = {
      ...(as ? { 'X-Desk-As': encodeURIComponent(as) } : {}),
      ...(demo ? { 'X-Desk-Scope': 'demo' } : {}),
    };
  }

  me(): Promise<Me> {
    return this.#get('me');
  }

  queue(): Promise<Queue> {
    return this.#get('queue');
  }

  handoff(id: string): Promise<HandoffDetail> {
    return this.#get(`handoffs/${encodeURIComponent(id)}`);
  }

  /**
   * Sends a command. When the answer is lost the same command id is sent again, and the server does it once.
   * A refusal (someone else was faster) is a result, not an exception.
   */
  async command(id: string, command: Command, fields: Readonly<Record<string, unknown>> = {}): Promise<CommandResult> {
    const body = { commandId: crypto.randomUUID(), ...fields };
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.call<CommandResult>(
          'POST',
          `/desk/api/handoffs/${encodeURIComponent(id)}/${command}?lang=${this.#language}`,
          body,
          this.#headers,
        );
      } catch (error) {
        if (error instanceof HttpError && error.status === 409) return error.body as CommandResult;
        const delay = retryDelays[attempt];
        const lost = !(error instanceof HttpError) || error.status >= 500;
        if (!lost || delay === undefined) throw error;
        await this.pause(delay);
      }
    }
  }

  reviews(): Promise<Reviews> {
    return this.#get('reviews');
  }

  /** Marks a decision as wrong, tries a rewrite, approves it or dismisses the mark. A refusal is a result. */
  async review(id: string, action: ReviewAction, fields: Readonly<Record<string, unknown>>): Promise<CommandResult | Trial> {
    try {
      return await this.call<CommandResult | Trial>(
        'POST',
        `/desk/api/handoffs/${encodeURIComponent(id)}/reviews/${action}?lang=${this.#language}`,
        { commandId: crypto.randomUUID(), ...fields },
        this.#headers,
      );
    } catch (error) {
      if (error instanceof HttpError && error.status === 409) return error.body as CommandResult;
      throw error;
    }
  }

  /** Where changes are announced. An event stream cannot carry headers, so the same facts stand in the address. */
  eventsUrl(): string {
    const query = new URLSearchParams();
    if (this.as) query.set('as', this.as);
    if (this.demo) query.set('scope', 'demo');
    return `/desk/events?${query}`;
  }

  #get<T>(path: string): Promise<T> {
    return this.call<T>('GET', `/desk/api/${path}?lang=${this.#language}`, undefined, this.#headers);
  }
}
