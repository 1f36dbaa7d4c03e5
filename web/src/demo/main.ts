import '../shared/theme.css';
import './demo.css';
import { pageLanguage } from '../shared/language';
import { Pace } from './pace';
import { ChatPane, DeskPane } from './panes';
import { type Cast, play, type Spot, type Stage, stepCount } from './script';
import { demoTexts } from './texts';

const language = pageLanguage();
const texts = demoTexts[language];
const query = new URLSearchParams(location.search);
/** `?fast` plays without the pauses of typing, for tests and the impatient. */
const fast = query.has('fast') || matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The panes lie one below the other. */
const narrow = matchMedia('(width < 720px)');

const element = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const say = (id: string, text: string) => (element(id).textContent = text);
const frame = (id: string) => element<HTMLIFrameElement>(id);

const cast: Cast = {
  employee: new ChatPane(frame('employee')),
  client: new ChatPane(frame('client')),
  first: new DeskPane(frame('first'), 'Sophie'),
  second: new DeskPane(frame('second'), 'Karim'),
};
const spots: readonly Spot[] = ['employee', 'client', 'desk'];

const stage: Stage = {
  say(step, spot, text) {
    say('step', texts.step(step, stepCount));
    say('caption', text);
    element('progress').style.setProperty('width', `${(100 * step) / stepCount}%`);
    for (const other of spots) element(`pane-${other}`).classList.toggle('active', other === spot);
    element(`pane-${spot}`).scrollIntoView({ inline: 'center', block: narrow.matches ? 'start' : 'nearest', behavior: fast ? 'auto' : 'smooth' });
  },
  showSecond: visible => element('desks').classList.toggle('two', visible),
  setMain(desk) {
    const first = desk === cast.first;
    element('desk-first').classList.toggle('main', first);
    element('desk-first').classList.toggle('side', !first);
    element('desk-second').classList.toggle('main', !first);
    element('desk-second').classList.toggle('side', first);
  },
};

let running: AbortController | null = null;

async function loadPanes(): Promise<void> {
  for (const persona of ['client', 'employee']) sessionStorage.removeItem(`assistantbot.${persona}.demo`);
  await Promise.all([
    cast.employee.load(`/chat?demo&as=employee&lang=${language}`),
    cast.client.load(`/chat?demo&lang=${language}`),
    cast.first.load(`/desk?demo&as=${cast.first.name}&lang=${language}`),
    cast.second.load(`/desk?demo&as=${cast.second.name}&lang=${language}`),
  ]);
}

async function reset(): Promise<void> {
  running?.abort(new DOMException('started over', 'AbortError'));
  running = null;
  stage.showSecond(false);
  stage.setMain(cast.first);
  say('step', texts.title);
  say('caption', texts.intro);
  element('progress').style.setProperty('width', '0');
  for (const spot of spots) element(`pane-${spot}`).classList.remove('active');
  const button = element<HTMLButtonElement>('play');
  button.disabled = true;
  button.textContent = texts.play;
  delete document.body.dataset['failedAt'];
  document.body.dataset['demo'] = 'loading';
  await loadPanes();
  button.disabled = false;
  document.body.dataset['demo'] = 'ready';
}

async function start(): Promise<void> {
  if (document.body.dataset['demo'] !== 'ready') await reset();
  const control = new AbortController();
  running = control;
  const button = element<HTMLButtonElement>('play');
  button.disabled = true;
  button.textContent = texts.playing;
  document.body.dataset['demo'] = 'playing';
  try {
    await play(cast, stage, new Pace(control.signal, fast ? 0 : 32), texts);
    say('step', texts.title);
    say('caption', texts.free);
    document.body.dataset['demo'] = 'done';
  } catch (error) {
    if (control.signal.aborted) return;
    say('caption', texts.failed);
    document.body.dataset['demo'] = 'failed';
    document.body.dataset['failedAt'] = error instanceof Error ? error.message : '';
  }
  for (const spot of spots) element(`pane-${spot}`).classList.remove('active');
  button.textContent = texts.play;
  button.disabled = false;
}

document.title = `AssistantBot · ${texts.title}`;
for (const [id, title] of [
  ['employee', texts.employee],
  ['client', texts.client],
  ['desk', texts.desk],
] as const)
  say(`title-${id}`, title);
frame('employee').title = texts.employee;
frame('client').title = texts.client;
frame('first').title = `${texts.desk} · ${cast.first.name}`;
frame('second').title = `${texts.desk} · ${cast.second.name}`;
say('title-second', texts.sameMoment(cast.second.name));
say('restart', texts.restart);
const other = element<HTMLAnchorElement>('language');
other.href = `?lang=${language === 'fr' ? 'en' : 'fr'}`;
other.textContent = texts.otherLanguage;
element('play').addEventListener('click', () => void start());
element('restart').addEventListener('click', () => void reset());
void reset();
