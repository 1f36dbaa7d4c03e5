import '../shared/theme.css';
import '../shared/workplace.css';
import './knowledge.css';
import '@fluentui/web-components/button.js';
import { setTheme } from '@fluentui/web-components';
import { html, nothing, render } from 'lit-html';
import { DeskClient } from '../desk/client';
import { fluentTheme } from '../desk/fluent-theme';
import { pageLanguage } from '../shared/language';
import { alarmView, watchDanger } from './alarm';
import { KnowledgeClient } from './client';
import { editorView } from './editor';
import { listView } from './list';
import { KnowledgeState } from './state';
import { knowledgeTexts } from './texts';
import type { Drawn, View } from './view';
import { waiting, workView } from './work';

const language = pageLanguage();
const texts = knowledgeTexts[language];
const query = new URLSearchParams(location.search);
const root = document.getElementById('knowledge') as HTMLElement;

const state = new KnowledgeState(new KnowledgeClient(query.get('as')), draw, () => confirm(texts.leaveConfirm));
const view: View = { state, texts, language };
let inDanger = 0;

function address(path: string, change: Readonly<Record<string, string>> = {}): string {
  const target = new URLSearchParams(query);
  target.delete('handoff');
  for (const [name, value] of Object.entries(change)) target.set(name, value);
  const rest = target.toString();
  return rest === '' ? path : `${path}?${rest}`;
}

function tab(name: 'entries' | 'work', label: string, count = 0): Drawn {
  const open = () => {
    state.tab = name;
    draw();
  };
  return html`<button type="button" class="tab" data-tab=${name} aria-pressed=${state.tab === name} @click=${open}>
    ${label} ${count > 0 ? html`<span class="count">${count}</span>` : nothing}
  </button>`;
}

function page(): Drawn {
  if (state.signedOut)
    return html`<main class="sign-in">
      <span class="mark" aria-hidden="true"></span>
      <h1>${texts.title}</h1>
      <p>${texts.signIn}</p>
    </main>`;
  return html`
    <header class="top">
      <span class="mark" aria-hidden="true"></span>
      <h1>${texts.title}</h1>
      <div class="tabs">${tab('entries', texts.entriesTab)} ${tab('work', texts.workTab, waiting(view))}</div>
      <a class="button quiet small" href=${address('/desk')}>${texts.desk}</a>
      <a class="button quiet small" href=${address('/desk/knowledge', { lang: language === 'fr' ? 'en' : 'fr' })}>${texts.language}</a>
    </header>
    ${alarmView(view, inDanger, address('/desk'))}
    <div class="outage" role="alert">${state.offline ? html`<p>${texts.offline}</p>` : nothing}</div>
    ${state.tab === 'work'
      ? workView(view)
      : html`<main class="columns" data-pane=${state.editing ? 'editor' : 'list'}>${listView(view)} ${editorView(view)}</main>`}
  `;
}

let shown: string | null = null;

function draw(): void {
  render(page(), root);
  document.title = inDanger > 0 ? `⚠ ${texts.title}` : texts.title;
  const entry = state.editing ? `${state.editing.id}/${state.editing.language}` : null;
  if (entry === shown) return;
  shown = entry;
  document.querySelector('.editor-body')?.scrollTo(0, 0);
}

addEventListener('beforeunload', event => {
  if (state.isDirty) event.preventDefault();
});
setTheme(fluentTheme);
draw();
void state.refresh().then(() => {
  const handoff = query.get('handoff');
  if (state.signedOut) return;
  if (handoff) void state.beginFrom(handoff);
  watchDanger(
    new DeskClient(query.get('as'), false, language),
    () => state.signedOut,
    count => {
      inDanger = count;
      draw();
    },
    reached => {
      state.offline = !reached;
      draw();
    },
  );
});
