import '../shared/theme.css';
import '../shared/workplace.css';
import './desk.css';
import '@fluentui/web-components/button.js';
import { setTheme } from '@fluentui/web-components';
import { html, nothing, render } from 'lit-html';
import { pageLanguage } from '../shared/language';
import { alarmView } from './alarm';
import { listen, type Listener } from './announcements';
import { DeskClient } from './client';
import { conversationView } from './conversation';
import { fileView } from './file';
import { fluentTheme } from './fluent-theme';
import { queueView } from './queue';
import { DeskState, type Pane } from './state';
import { deskTexts } from './texts';
import type { Drawn, View } from './view';

const language = pageLanguage();
const texts = deskTexts[language];
const query = new URLSearchParams(location.search);
const as = query.get('as');
const demo = query.has('demo');
const root = document.getElementById('desk') as HTMLElement;

const client = new DeskClient(as, demo, language);
const state = new DeskState(client, draw);
const view: View = { state, texts, language };

/** Names of the local mode's make-believe assistants. */
const localNames = ['Sophie', 'Karim', 'Claire'];

function address(change: Readonly<Record<string, string>>): string {
  const target = new URLSearchParams(query);
  for (const [name, value] of Object.entries(change)) target.set(name, value);
  return `${location.pathname}?${target}`;
}

function identity(): Drawn {
  const { me } = state;
  if (!me) return nothing;
  if (!me.local) return html`<span class="me">${texts.signedInAs} <strong>${me.name}</strong></span>`;
  const names = [...new Set([me.name, ...localNames])];
  const choose = (event: Event) => location.assign(address({ as: (event.target as HTMLSelectElement).value }));
  return html`<label class="me"
    ><span class="me-label">${texts.signedInAs}</span>
    <select id="as" @change=${choose}>
      ${names.map(name => html`<option value=${name} ?selected=${name === me.name}>${name}</option>`)}
    </select></label
  >`;
}

function tab(pane: Pane, label: string, count = 0): Drawn {
  const open = () => {
    state.pane = pane;
    draw();
  };
  return html`<button type="button" class="tab" aria-pressed=${state.pane === pane} @click=${open}>
    ${label} ${count > 0 ? html`<span class="count">${count}</span>` : nothing}
  </button>`;
}

function desk(): Drawn {
  if (state.signedOut)
    return html`<main class="sign-in">
      <span class="mark" aria-hidden="true"></span>
      <h1>${texts.signIn}</h1>
      <p>${texts.signInHint}</p>
    </main>`;
  return html`
    <header class="top">
      <span class="mark" aria-hidden="true"></span>
      <h1>${texts.title}<span>${state.me?.company ?? ''}</span></h1>
      <span class="connection ${state.live ? 'on' : ''}" role="status">${state.live ? texts.live : texts.reconnecting}</span>
      ${identity()}
      ${demo ? nothing : html`<a class="button quiet small" href=${`/desk/knowledge${location.search}`}>${texts.knowledge}</a>`}
      <a class="button quiet small" href=${address({ lang: language === 'fr' ? 'en' : 'fr' })}>${texts.language}</a>
    </header>
    ${alarmView(view)}
    <div class="outage" role="alert">${state.offline ? html`<p>${texts.offline}</p>` : nothing}</div>
    <main>
      <div class="tabs">
        ${tab('queue', texts.queueTab, state.queue.waiting.length)} ${tab('conversation', texts.conversationTab)}
        ${tab('file', texts.fileTab)}
      </div>
      <div class="columns" data-pane=${state.pane}>${queueView(view)} ${conversationView(view)} ${fileView(view)}</div>
    </main>
  `;
}

let shownLines = '';

/** Draws everything; a transcript that grew is scrolled to its end unless the reader has scrolled back. */
function draw(): void {
  const before = document.getElementById('transcript');
  const atEnd = !before || before.scrollHeight - before.scrollTop - before.clientHeight < 80;
  render(desk(), root);
  const waiting = state.queue.waiting.length;
  const alarmed = state.queue.waiting.some(item => item.danger) ? `⚠ ${texts.danger} · ` : '';
  document.title = alarmed + (waiting > 0 ? `(${waiting}) ${texts.title}` : texts.title);
  const lines = `${state.detail?.summary.id}/${state.detail?.transcript.length}/${state.detail?.suggestions.length}`;
  if (lines === shownLines) return;
  const other = lines.split('/')[0] !== shownLines.split('/')[0];
  shownLines = lines;
  const transcript = document.getElementById('transcript');
  if (transcript && (atEnd || other)) transcript.scrollTop = transcript.scrollHeight;
}

const listener: Listener = {
  connected: () => (state.live = true),
  changed: () => void state.refresh(),
  // A stream may end while the server is well; only a read that fails too says that it is gone.
  lost: async () => {
    state.live = false;
    draw();
    await state.refresh();
    return !state.signedOut;
  },
};

setTheme(fluentTheme);
draw();
void state.refresh().then(() => {
  if (!state.signedOut) listen(client.eventsUrl(), listener);
});
// Waiting times grow even when nothing happens.
setInterval(draw, 10_000);
