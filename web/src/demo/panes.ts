import type { Pace } from './pace';

/** A pane: a page of the product in a frame. It is driven the way a person would, through the page's own controls. */
class Pane {
  constructor(protected readonly frame: HTMLIFrameElement) {}

  load(address: string): Promise<void> {
    const loaded = new Promise<void>(done => this.frame.addEventListener('load', () => done(), { once: true }));
    this.frame.src = address;
    return loaded;
  }

  protected get document(): Document | null {
    return this.frame.contentDocument;
  }

  protected all(selector: string): HTMLElement[] {
    return [...(this.document?.querySelectorAll<HTMLElement>(selector) ?? [])];
  }

  protected find(selector: string): HTMLElement | null {
    return this.document?.querySelector<HTMLElement>(selector) ?? null;
  }
}

/** The client's or the employee's page. */
export class ChatPane extends Pane {
  /** A question the knowledge certainly answers: the page's own first suggestion. */
  get suggestion(): string | null {
    return this.find('.suggestion')?.textContent ?? null;
  }

  get machineMessages(): number {
    return this.all('.from-machine').length;
  }

  get humanMessages(): number {
    return this.all('.from-human').length;
  }

  /** Whether a text stands anywhere in the conversation. */
  shows(text: string): boolean {
    return this.find('.webchat')?.textContent?.includes(text) ?? false;
  }

  async open(pace: Pace): Promise<void> {
    await pace.until(() => this.document?.body.dataset['loaded'] === 'true' && this.frame.contentWindow?.assistantChat, 'chat');
    const chat = this.frame.contentWindow!.assistantChat!;
    if (!chat.ready()) chat.open();
    await pace.until(() => this.frame.contentWindow?.assistantChat?.ready(), 'chat');
  }

  async say(text: string, pace: Pace): Promise<void> {
    const chat = await pace.until(() => this.frame.contentWindow?.assistantChat, 'chat');
    await pace.type(text, soFar => chat.type(soFar));
    await pace.pause(250);
    chat.submit();
  }

  /** Accepts an offer of the bot, when it makes one before it hands over. */
  acceptOffer(): void {
    this.find('.webchat__suggested-actions button, .webchat button.ac-pushButton')?.click();
  }

  async reload(pace: Pace): Promise<void> {
    const loaded = new Promise(done => this.frame.addEventListener('load', done, { once: true }));
    this.frame.contentWindow?.location.reload();
    await loaded;
    await this.open(pace);
  }
}

/** One assistant's desk. */
export class DeskPane extends Pane {
  constructor(
    frame: HTMLIFrameElement,
    readonly name: string,
  ) {
    super(frame);
  }

  /** Ids of the handoffs that wait. */
  get waiting(): string[] {
    return this.all('[data-group="waiting"] [data-handoff]').map(card => card.dataset['handoff'] ?? '');
  }

  /** Whether this assistant follows the handoff and has it open. */
  follows(handoff: string): boolean {
    return this.find(`[data-conversation="${handoff}"] #reply`) !== null;
  }

  /** Whether the desk says that somebody else was faster. */
  get wasRefused(): boolean {
    return this.find('.notice-line .refused') !== null;
  }

  get hasSuggestion(): boolean {
    return this.find('.suggestion') !== null;
  }

  hasNote(text: string): boolean {
    return this.find('.notes ul')?.textContent?.includes(text) ?? false;
  }

  showQueue(): void {
    this.all('.tab')[0]?.click();
  }

  accept(handoff: string): void {
    this.find(`[data-handoff="${handoff}"] [data-action="accept"]`)?.click();
  }

  takeSuggestion(): void {
    this.find('.suggestion')?.click();
  }

  async typeReply(text: string, pace: Pace): Promise<void> {
    await this.#type('#reply', text, pace);
  }

  async typeNote(text: string, pace: Pace): Promise<void> {
    await this.#type('#note', text, pace);
  }

  async press(action: 'send' | 'note' | 'close', pace: Pace): Promise<void> {
    const button = await pace.until(() => {
      const found = this.find(`[data-action="${action}"]`);
      return found && !found.hasAttribute('disabled') ? found : null;
    }, action);
    button.click();
  }

  async #type(selector: string, text: string, pace: Pace): Promise<void> {
    const field = (await pace.until(() => this.find(selector), selector)) as HTMLTextAreaElement;
    field.scrollIntoView({ block: 'nearest' });
    await pace.type(
      text,
      soFar => {
        field.value = soFar;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      },
      field.value,
    );
  }
}
