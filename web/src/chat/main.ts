import '../shared/theme.css';
import './chat.css';
import { callJson } from '../shared/http';
import { pageLanguage } from '../shared/language';
import { connect, type ConnectionState, type Conversation } from './connection';
import { ConversationMemory, type Persona, requestToken } from './session';
import { chatTexts } from './texts';
import type { WebChatBundle } from './webchat';

interface ChatConfig {
  readonly company: string;
  /** True when no language model is configured: answers are quoted passages. */
  readonly quotedAnswers: boolean;
  readonly suggestions: readonly string[];
}

const language = pageLanguage();
const texts = chatTexts[language];
const query = new URLSearchParams(location.search);
const persona: Persona = query.get('as') === 'employee' ? 'employee' : 'client';
const demo = query.has('demo');
// The demonstration starts afresh in each tab and leaves the visitor's own conversation alone.
const memory = new ConversationMemory(demo ? sessionStorage : localStorage, persona, demo ? 'demo' : '');

const element = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const show = (id: string, visible: boolean) => (element(id).hidden = !visible);
const say = (id: string, text: string) => (element(id).textContent = text);

let conversation: Conversation | null = null;
let opening = false;

let connection: ConnectionState = 'connecting';

function sayState(state: ConnectionState): void {
  connection = state;
  showState(navigator.onLine ? state : 'offline');
  if (state === 'ended') void open();
}

function showState(state: ConnectionState): void {
  document.body.dataset['connection'] = state;
  say('status', state === 'online' ? texts.online : state === 'offline' ? texts.offline : texts.connecting);
}

/** The bundle is 4 MB, so it is fetched when the chat is opened and not before. */
function loadWebChat(): Promise<WebChatBundle> {
  if (window.WebChat) return Promise.resolve(window.WebChat);
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = `${import.meta.env.BASE_URL}webchat.js`;
    script.onload = () => (window.WebChat ? resolve(window.WebChat) : reject(new Error('webchat.js')));
    script.onerror = () => reject(new Error('webchat.js'));
    document.head.append(script);
  });
}

function wait(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}

let lastOpened = 0;

async function open(firstMessage?: string): Promise<void> {
  if (opening) return;
  opening = true;
  show('welcome', false);
  show('problem', false);
  show('webchat', true);
  say('status', texts.connecting);
  try {
    // A conversation that ends again and again must not become a storm of requests.
    if (Date.now() - lastOpened < 5000 && conversation) await wait(5000);
    lastOpened = Date.now();
    const [bundle, token] = await Promise.all([loadWebChat(), requestToken(persona, memory, demo)]);
    conversation?.close();
    conversation = connect({ bundle, token, host: element('webchat'), language, texts, onState: sayState });
    show('restart', !demo);
    if (firstMessage) conversation.send(firstMessage);
  } catch {
    say('status', '');
    say('problem-text', texts.unreachable);
    show('webchat', conversation !== null);
    show('problem', true);
  } finally {
    opening = false;
  }
}

function showWelcome(): void {
  conversation?.close();
  conversation = null;
  say('status', '');
  delete document.body.dataset['connection'];
  show('webchat', false);
  show('problem', false);
  show('restart', false);
  show('welcome', true);
}

function fillTexts(config: ChatConfig): void {
  document.title = config.company || texts.fallbackTitle;
  say('title', document.title);
  say('audience', persona === 'employee' ? texts.forEmployees : '');
  // In the demonstration the page around says and does what these would.
  show('language', !demo);
  say('notice', texts.notice);
  say('hello', texts.hello);
  say('promise', texts.promise);
  say('suggestions-title', texts.suggestions);
  say('open', texts.open);
  const restart = element('restart');
  restart.querySelector('.wide')!.textContent = texts.restart;
  restart.title = texts.restartHint;
  restart.ariaLabel = texts.restart;
  say('retry', texts.retry);
  say('foot', texts.storage);
  say('mode', texts.quoted);
  element('mode').title = texts.quotedHint;
  show('mode', config.quotedAnswers);

  const other = element<HTMLAnchorElement>('language');
  const target = new URLSearchParams(query);
  target.set('lang', language === 'fr' ? 'en' : 'fr');
  other.href = `${location.pathname}?${target}`;
  other.lang = language === 'fr' ? 'en' : 'fr';
  other.querySelector('.wide')!.textContent = texts.otherLanguage;
  other.querySelector('.narrow')!.textContent = other.lang.toUpperCase();
  other.title = texts.otherLanguageHint;

  element('suggestions').replaceChildren(
    ...config.suggestions.map(question => {
      const item = document.createElement('li');
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'suggestion';
      button.textContent = question;
      button.addEventListener('click', () => void open(question));
      item.append(button);
      return item;
    }),
  );
  show('suggestions-title', config.suggestions.length > 0);
}

async function start(): Promise<void> {
  const as = persona === 'employee' ? '&as=employee' : '';
  const config = await callJson<ChatConfig>('GET', `/chat/config?lang=${language}${as}`).catch(
    (): ChatConfig => ({ company: '', quotedAnswers: false, suggestions: [] }),
  );
  fillTexts(config);
  element('open').addEventListener('click', () => void open().then(() => conversation?.focus()));
  // Web Chat notices a lost network only when a request fails; the browser knows at once.
  for (const event of ['online', 'offline'])
    addEventListener(event, () => conversation && showState(navigator.onLine ? connection : 'offline'));
  element('retry').addEventListener('click', () => void open());
  element('restart').addEventListener('click', () => {
    memory.forget();
    showWelcome();
    element('open').focus();
  });
  window.assistantChat = {
    open: () => void open(),
    type: text => conversation?.type(text),
    submit: () => conversation?.submit(),
    ready: () => document.body.dataset['connection'] === 'online',
  };
  document.body.dataset['loaded'] = 'true';
  if (memory.read()) await open();
  else showWelcome();
}

void start();
