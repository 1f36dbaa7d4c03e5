import { HttpError } from '../shared/http';
import type { DeskClient } from './client';
import type { Command, CommandResult, HandoffDetail, HandoffSummary, Me, Queue, ReviewAction, Reviews, Trial } from './model';

/** What the desk shows on a narrow screen. */
export type Pane = 'queue' | 'conversation' | 'file';

/** What became of the last command, for a conversation; without a result the command was lost on its way. */
export interface Notice {
  readonly handoffId: string;
  readonly command: Command | 'review';
  readonly result: CommandResult | null;
}

const emptyQueue: Queue = { now: new Date(0).toISOString(), waiting: [], mine: [], others: [], closed: [], parked: [] };

/**
 * The desk's state. The server announces only that something changed; everything shown is then read again, so a lost
 * announcement or a broken connection can never leave a wrong picture behind.
 */
export class DeskState {
  me: Me | null = null;
  signedOut = false;
  live = false;
  queue: Queue = emptyQueue;
  selectedId: string | null = null;
  detail: HandoffDetail | null = null;
  reviews: Reviews = { canApprove: false, items: [] };
  pane: Pane = 'queue';
  notice: Notice | null = null;
  /** The last read did not reach the server: what is shown may be out of date. */
  offline = false;
  busy = false;
  /** Server's clock minus ours, in milliseconds. */
  clockOffset = 0;

  readonly #replies = new Map<string, string>();
  readonly #notes = new Map<string, string>();
  readonly #rewrites = new Map<string, string>();
  readonly #judgements = new Map<string, string>();
  readonly #trials = new Map<string, Trial | string>();
  readonly #seen = new Map<string, number>();
  #refreshing = false;
  #refreshAgain = false;

  constructor(
    private readonly client: DeskClient,
    private readonly changed: () => void,
  ) {}

  /** Reads everything again; several announcements in a row make one further read. */
  async refresh(): Promise<void> {
    if (this.#refreshing) {
      this.#refreshAgain = true;
      return;
    }
    this.#refreshing = true;
    try {
      do {
        this.#refreshAgain = false;
        await this.#read();
      } while (this.#refreshAgain);
    } finally {
      this.#refreshing = false;
    }
  }

  async #read(): Promise<void> {
    try {
      this.me ??= await this.client.me();
      const selected = this.selectedId;
      const [queue, reviews, detail] = await Promise.all([
        this.client.queue(),
        this.client.reviews(),
        selected ? this.client.handoff(selected).catch(ignoreMissing) : null,
      ]);
      this.queue = queue;
      this.reviews = reviews;
      this.clockOffset = Date.parse(queue.now) - Date.now();
      if (selected === this.selectedId) this.#show(detail);
      this.offline = false;
      this.signedOut = false;
    } catch (error) {
      if (error instanceof HttpError && (error.status === 401 || error.status === 404)) this.signedOut = true;
      else this.offline = true;
    }
    this.changed();
  }

  #show(detail: HandoffDetail | null): void {
    this.detail = detail;
    if (detail) this.#seen.set(detail.summary.id, detail.summary.lastSequence);
  }

  async select(id: string): Promise<void> {
    this.selectedId = id;
    this.pane = 'conversation';
    if (this.detail?.summary.id !== id) this.detail = null;
    if (this.notice?.handoffId !== id) this.notice = null;
    this.changed();
    await this.refresh();
  }

  /** Whether the person wrote since we last looked at this conversation. */
  isUnread(summary: HandoffSummary): boolean {
    return (
      summary.id !== this.selectedId &&
      summary.lastAuthor === 'person' &&
      summary.lastSequence > (this.#seen.get(summary.id) ?? 0)
    );
  }

  reply(id: string): string {
    return this.#replies.get(id) ?? '';
  }

  /** Drafts belong to their conversation, so that none can be sent to someone else by switching. */
  setReply(id: string, text: string): void {
    this.#replies.set(id, text);
    this.changed();
  }

  note(id: string): string {
    return this.#notes.get(id) ?? '';
  }

  setNote(id: string, text: string): void {
    this.#notes.set(id, text);
    this.changed();
  }

  async sendReply(id: string): Promise<void> {
    const text = this.reply(id).trim();
    if (text === '') return;
    const result = await this.#run(id, 'message', { text });
    if (result?.ok && this.reply(id).trim() === text) this.setReply(id, '');
  }

  async keepNote(id: string): Promise<void> {
    const text = this.note(id).trim();
    if (text === '') return;
    const result = await this.#run(id, 'note', { text });
    if (result?.ok && this.note(id).trim() === text) this.setNote(id, '');
  }

  async act(id: string, command: 'accept' | 'transfer' | 'close'): Promise<void> {
    if (command === 'accept' && this.selectedId !== id) {
      this.selectedId = id;
      this.pane = 'conversation';
    }
    await this.#run(id, command);
  }

  /** The rewrite being edited, or undefined while it is as proposed. */
  rewrite(key: string): string | undefined {
    return this.#rewrites.get(key);
  }

  setRewrite(key: string, text: string): void {
    this.#rewrites.set(key, text);
    this.#trials.delete(key);
    this.changed();
  }

  /** What the reviewer says the decision should have been, or undefined while it is as listed. */
  judgement(key: string): string | undefined {
    return this.#judgements.get(key);
  }

  setJudgement(key: string, label: string): void {
    this.#judgements.set(key, label);
    this.#trials.delete(key);
    this.changed();
  }

  /** What the rewrite would change, or why it is refused. */
  trial(key: string): Trial | string | undefined {
    return this.#trials.get(key);
  }

  async review(id: string, action: ReviewAction, fields: { line: number; label: string; text?: string }): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.changed();
    try {
      const result = await this.client.review(id, action, fields);
      if ('ok' in result) {
        if (action !== 'mark') this.#trials.set(`${id}/${fields.line}`, result.message);
        else this.notice = { handoffId: id, command: 'review', result };
      } else this.#trials.set(`${id}/${fields.line}`, result);
    } catch (error) {
      if (error instanceof HttpError && error.status === 401) this.signedOut = true;
      else this.notice = { handoffId: id, command: 'review', result: null };
    } finally {
      this.busy = false;
      await this.refresh();
    }
  }

  async #run(
    id: string,
    command: Command,
    fields: Readonly<Record<string, unknown>> = {},
  ): Promise<CommandResult | null> {
    if (this.busy) return null;
    this.busy = true;
    this.notice = null;
    this.changed();
    try {
      const result = await this.client.command(id, command, fields);
      this.notice = { handoffId: id, command, result };
      return result;
    } catch (error) {
      if (error instanceof HttpError && error.status === 401) this.signedOut = true;
      else this.notice = { handoffId: id, command, result: null };
      return null;
    } finally {
      this.busy = false;
      await this.refresh();
    }
  }
}

/** A handoff that is gone leaves an empty pane, not an error. */
function ignoreMissing(error: unknown): null {
  if (error instanceof HttpError && error.status === 404) return null;
  throw error;
}
