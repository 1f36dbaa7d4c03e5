import type { Pace } from './pace';
import type { ChatPane, DeskPane } from './panes';
import type { DemoTexts } from './texts';

/** The three panes, with the second assistant's desk beside the first. */
export interface Cast {
  readonly employee: ChatPane;
  readonly client: ChatPane;
  readonly first: DeskPane;
  readonly second: DeskPane;
}

/** Which pane the reader should look at. */
export type Spot = 'employee' | 'client' | 'desk';

/** What the script asks of the page around the panes. */
export interface Stage {
  /** Says what happens, and where to look. */
  say(step: number, spot: Spot, text: string): void;
  /** Shows the second assistant's desk beside the winner's, or hides it. */
  showSecond(visible: boolean): void;
  /** Makes the winner's desk the large one. */
  setMain(desk: DeskPane): void;
}

/** Number of steps that are counted before the free part. */
export const stepCount = 7;

/** How long the bot may think before an offer it made is accepted. */
const offerPatience = 2500;

/** Plays the minute. Every word goes through the panes' own pages, and every wait is for what the product really does. */
export async function play(cast: Cast, stage: Stage, pace: Pace, texts: DemoTexts): Promise<void> {
  await routineQuestion(cast, stage, pace, texts);
  const handoff = await handOver(cast, stage, pace, texts);
  const winner = await race(handoff, cast, stage, pace, texts);
  await reply(winner, cast, stage, pace, texts);
  await note(winner, stage, pace, texts);
  await reload(cast, stage, pace, texts);
  await close(winner, cast, stage, pace, texts);
}

async function routineQuestion({ employee }: Cast, stage: Stage, pace: Pace, texts: DemoTexts): Promise<void> {
  stage.say(1, 'employee', texts.routine);
  const question = await pace.until(() => employee.suggestion, 'suggestion');
  await employee.open(pace);
  await pace.until(() => employee.machineMessages > 0, 'greeting', 4000).catch(continueUnlessStopped);
  const before = employee.machineMessages;
  await employee.say(question, pace);
  await pace.until(() => employee.machineMessages > before, 'answer');
  stage.say(1, 'employee', texts.routineAnswered);
  await pace.pause(3500);
}

async function handOver({ client, first }: Cast, stage: Stage, pace: Pace, texts: DemoTexts): Promise<string> {
  stage.say(2, 'client', texts.grave);
  await client.open(pace);
  await pace.until(() => client.machineMessages > 0, 'greeting', 4000).catch(continueUnlessStopped);
  const before = new Set(first.waiting);
  const isNew = () => first.waiting.find(id => !before.has(id));
  await client.say(texts.graveMessage, pace);
  const handoff = await pace.until(isNew, 'handoff', offerPatience).catch(async (error: unknown) => {
    continueUnlessStopped(error);
    client.acceptOffer();
    return pace.until(isNew, 'handoff');
  });
  stage.say(2, 'desk', texts.handedOver);
  await pace.pause(3500);
  return handoff;
}

async function race(handoff: string, cast: Cast, stage: Stage, pace: Pace, texts: DemoTexts): Promise<DeskPane> {
  const { first, second } = cast;
  stage.say(3, 'desk', texts.race);
  second.showQueue();
  stage.showSecond(true);
  await pace.until(() => second.waiting.includes(handoff), 'queue');
  await pace.pause(1800);
  first.accept(handoff);
  second.accept(handoff);
  const winner = await pace.until(() => [first, second].find(desk => desk.follows(handoff)), 'accept');
  const other = winner === first ? second : first;
  await pace.until(() => other.wasRefused, 'refusal');
  stage.setMain(winner);
  stage.say(3, 'desk', texts.raceOver(winner.name, other.name));
  await pace.pause(4000);
  stage.showSecond(false);
  return winner;
}

async function reply(winner: DeskPane, { client }: Cast, stage: Stage, pace: Pace, texts: DemoTexts): Promise<void> {
  stage.say(4, 'desk', texts.brief);
  await pace.pause(4500);
  stage.say(4, 'desk', texts.suggestion);
  await pace.until(() => winner.hasSuggestion, 'suggestion');
  await pace.pause(1200);
  winner.takeSuggestion();
  await pace.pause(900);
  await winner.typeReply(texts.edit, pace);
  await pace.pause(600);
  const before = client.humanMessages;
  await winner.press('send', pace);
  await pace.until(() => client.humanMessages > before, 'message');
  await pace.pause(2000);
}

async function note(winner: DeskPane, stage: Stage, pace: Pace, texts: DemoTexts): Promise<void> {
  stage.say(5, 'desk', texts.note);
  await winner.typeNote(texts.noteText, pace);
  await winner.press('note', pace);
  await pace.until(() => winner.hasNote(texts.noteText), 'note');
  stage.say(5, 'client', texts.noteStays);
  await pace.pause(3500);
}

async function reload({ client }: Cast, stage: Stage, pace: Pace, texts: DemoTexts): Promise<void> {
  stage.say(6, 'client', texts.reload);
  await client.say(texts.clientReply, pace);
  await pace.pause(1200);
  await client.reload(pace);
  await pace.until(() => client.humanMessages > 0 && client.shows(texts.clientReply), 'history');
  stage.say(6, 'client', texts.reloaded);
  await pace.pause(3500);
}

async function close(winner: DeskPane, cast: Cast, stage: Stage, pace: Pace, texts: DemoTexts): Promise<void> {
  const { client } = cast;
  stage.say(7, 'desk', texts.close);
  await pace.pause(800);
  const before = client.machineMessages;
  await winner.press('close', pace);
  await pace.until(() => client.machineMessages > before, 'closing');
  await pace.pause(1500);
  stage.say(7, 'client', texts.botAgain);
  const question = client.suggestion;
  if (question) {
    const answered = client.machineMessages;
    await client.say(question, pace);
    await pace.until(() => client.machineMessages > answered, 'answer');
    stage.say(7, 'client', texts.botAnswers);
  }
  await pace.pause(3500);
}

/** A greeting that does not come is no reason to stop; being started over is. */
function continueUnlessStopped(error: unknown): void {
  if (error instanceof DOMException) throw error;
}
