/** The few parts of the Web Chat bundle that the page uses. */
export interface WebChatAction {
  readonly type: string;
  readonly payload?: Record<string, unknown>;
}

export interface WebChatStore {
  dispatch(action: WebChatAction): void;
}

export interface DirectLineClient {
  readonly connectionStatus$: { subscribe(onNext: (status: number) => void): { unsubscribe(): void } };
  end(): void;
}

/** A React element, as plain data. */
export interface Element {
  readonly type: unknown;
  readonly key: unknown;
  readonly props: Record<string, unknown>;
}

export interface ChatActivity {
  readonly type: string;
  readonly id?: string;
  readonly from?: { readonly id?: string; readonly name?: string; readonly role?: string };
  readonly channelData?: Record<string, unknown>;
  readonly text?: string;
}

export interface WebChatBundle {
  createDirectLine(options: {
    domain: string;
    token: string;
    conversationId?: string;
    watermark?: string;
    webSocket: boolean;
  }): DirectLineClient;
  createStore(
    state: object,
    middleware: (api: WebChatStore) => (next: (action: WebChatAction) => unknown) => (action: WebChatAction) => unknown,
  ): WebChatStore;
  renderWebChat(props: Record<string, unknown>, element: HTMLElement): void;
}

declare global {
  interface Window {
    WebChat?: WebChatBundle;
    /** For the demonstration page, which drives this one from the same origin. */
    assistantChat?: { open(): void; type(text: string): void; submit(): void; ready(): boolean };
  }
}
