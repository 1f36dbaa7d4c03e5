import { callJson } from '../shared/http';

/** Who the page speaks as. An employee page exists in local mode only. */
export type Persona = 'client' | 'employee';

/** What the server hands a page so that Web Chat can connect. */
export interface ChatToken {
  readonly token: string;
  readonly conversationId: string;
  /** Whether the conversation existed before, so that its history is to be replayed. */
  readonly resumed: boolean;
}

/**
 * What scripts keep between two visits; nothing before the person opened the chat. The proof that this browser owns the
 * conversation is a cookie that scripts cannot read.
 */
export interface StoredConversation {
  readonly conversationId: string;
}

/** The part of `Storage` that a session needs. */
export type KeyValueStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Remembers one conversation per persona, and survives storage that is refused, full or tampered with. */
export class ConversationMemory {
  readonly #key: string;

  constructor(
    private readonly store: KeyValueStore,
    persona: Persona,
    scope = '',
  ) {
    this.#key = `assistantbot.${persona}${scope && `.${scope}`}`;
  }

  read(): StoredConversation | null {
    try {
      const value: unknown = JSON.parse(this.store.getItem(this.#key) ?? 'null');
      if (typeof value !== 'object' || value === null) return null;
      const { conversationId } = value as Partial<StoredConversation>;
      return typeof conversationId === 'string' ? { conversationId } : null;
    } catch {
      return null;
    }
  }

  write(value: StoredConversation): void {
    try {
      this.store.setItem(this.#key, JSON.stringify(value));
    } catch {
      // Private windows may refuse storage: the conversation then lasts as long as the page.
    }
  }

  forget(): void {
    try {
      this.store.removeItem(this.#key);
    } catch {
      // Same as above.
    }
  }
}

/**
 * Asks for a token: to resume the remembered conversation when there is one, else for a new one.
 * When the server no longer accepts the memory it answers with a new conversation, which replaces it.
 */
export async function requestToken(
  persona: Persona,
  memory: ConversationMemory,
  demo: boolean,
  call: typeof callJson = callJson,
): Promise<ChatToken> {
  const stored = memory.read();
  const base = { ...(persona === 'employee' ? { as: 'employee' } : {}), ...(demo ? { demo: true } : {}) };
  const token = await call<ChatToken>('POST', '/chat/token', stored ? { ...base, ...stored } : base);
  memory.write({ conversationId: token.conversationId });
  return token;
}
