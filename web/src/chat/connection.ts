import type { Language } from '../shared/language';
import { authorOf, withAuthor } from './author';
import type { ChatToken } from './session';
import { localizedStrings, styleOptions } from './style';
import type { ChatTexts } from './texts';
import type { ChatActivity, DirectLineClient, Element, WebChatAction, WebChatBundle, WebChatStore } from './webchat';

/** What the page shows of the connection. */
export type ConnectionState = 'connecting' | 'online' | 'offline' | 'ended';

/** DirectLineJS's connection states, by number. */
export function connectionState(status: number): ConnectionState {
  switch (status) {
    case 2:
      return 'online';
    case 3:
    case 4:
    case 5:
      return 'ended';
    default:
      return 'connecting';
  }
}

/** One mounted conversation. */
export interface Conversation {
  /** Writes into the send box without sending. */
  type(text: string): void;
  /** Sends what stands in the send box. */
  submit(): void;
  /** Sends a text as the person's message. */
  send(text: string): void;
  /** Puts the keyboard into the send box as soon as there is one. */
  focus(): void;
  close(): void;
}

interface ConnectOptions {
  readonly bundle: WebChatBundle;
  readonly token: ChatToken;
  readonly host: HTMLElement;
  readonly language: Language;
  readonly texts: ChatTexts;
  readonly onState: (state: ConnectionState) => void;
}

/** How long a first question waits for the bot's greeting, in milliseconds. */
const greetingPatience = 2500;

/** Whether an action brings a message of the bot, and not the echo of what this page sent. */
function isFromBot(action: WebChatAction): boolean {
  const activity = action.payload?.['activity'] as ChatActivity | undefined;
  return action.type === 'DIRECT_LINE/INCOMING_ACTIVITY' && activity?.type === 'message' && activity.from?.role === 'bot';
}

type ActivityCard = { activity: ChatActivity };
type RenderActivity = (...args: unknown[]) => Element | false;

/** Whether an activity shows as a bubble: a message, or one that is still being written. */
const isBubble = (activity: ChatActivity) => activity.type === 'message' || (activity.type === 'typing' && !!activity.text);

/** Labels each message that is not the reader's own with who wrote it: the machine, or a person by name. */
const authorMiddleware =
  (texts: ChatTexts) =>
  () =>
  (next: (card: ActivityCard, ...rest: unknown[]) => RenderActivity | false | null) =>
  (card: ActivityCard, ...rest: unknown[]) => {
    const render = next(card, ...rest);
    const { activity } = card;
    if (!render || !isBubble(activity) || activity.from?.role === 'user') return render;
    const author = authorOf(activity);
    return (...args: unknown[]) => {
      const inner = render(...args);
      if (!inner) return inner;
      return author.kind === 'human'
        ? withAuthor(inner, 'from-human', texts.human(author.name))
        : withAuthor(inner, 'from-machine', texts.machine);
    };
  };

/** Mounts Web Chat on our own Direct Line. A resumed conversation replays its history from the start. */
export function connect(options: ConnectOptions): Conversation {
  const { bundle, token, host, language, texts, onState } = options;
  const directLine: DirectLineClient = bundle.createDirectLine({
    domain: `${location.origin}/v3/directline`,
    token: token.token,
    webSocket: true,
    ...(token.resumed ? { conversationId: token.conversationId, watermark: '0' } : {}),
  });

  let ready = false;
  const waiting: string[] = [];
  const sendWaiting = () => {
    ready = true;
    for (const text of waiting.splice(0)) send(text);
  };
  const store: WebChatStore = bundle.createStore({}, ({ dispatch }) => next => (action: WebChatAction) => {
    const result = next(action);
    if (action.type === 'DIRECT_LINE/CONNECT_FULFILLED') {
      // Web Chat does not announce itself; the bot greets on this event, once per conversation.
      if (!token.resumed)
        dispatch({ type: 'WEB_CHAT/SEND_EVENT', payload: { name: 'webchat/join', value: { language } } });
      // A question asked before the greeting arrived would stand above it.
      setTimeout(sendWaiting, token.resumed ? 0 : greetingPatience);
    }
    if (!ready && isFromBot(action)) sendWaiting();
    return result;
  });
  const send = (text: string) => store.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { method: 'keyboard', text } });

  const status = directLine.connectionStatus$.subscribe(value => onState(connectionState(value)));
  const mount = document.createElement('div');
  mount.className = 'webchat-mount';
  host.replaceChildren(mount);
  bundle.renderWebChat(
    {
      directLine,
      store,
      locale: language === 'fr' ? 'fr-FR' : 'en-US',
      styleOptions,
      overrideLocalizedStrings: localizedStrings(texts),
      activityMiddleware: authorMiddleware(texts),
    },
    mount,
  );

  return {
    type: text => store.dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text } }),
    submit: () => store.dispatch({ type: 'WEB_CHAT/SUBMIT_SEND_BOX', payload: { method: 'keyboard' } }),
    send: text => (ready ? send(text) : void waiting.push(text)),
    focus: () => {
      const find = () => mount.querySelector<HTMLElement>('form textarea, form input[type="text"]');
      const box = find();
      if (box) return box.focus();
      const seen = new MutationObserver(() => {
        const late = find();
        if (!late) return;
        seen.disconnect();
        late.focus();
      });
      seen.observe(mount, { childList: true, subtree: true });
    },
    close: () => {
      status.unsubscribe();
      directLine.end();
      host.replaceChildren();
    },
  };
}
