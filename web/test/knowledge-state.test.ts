import { expect, it, vi } from 'vitest';
import type { KnowledgeClient } from '../src/knowledge/client';
import type { EntryDetail, Proposal } from '../src/knowledge/model';
import { emptyFields, KnowledgeState } from '../src/knowledge/state';
import { HttpError } from '../src/shared/http';

const list = { entries: [], total: 0, conflicts: 0, hasModel: false };

it('says that the server is gone while it is, and not when it refuses', async () => {
  const entries = vi.fn().mockResolvedValue(list);
  const client = { entries, work: async () => ({}) };
  const state = new KnowledgeState(client as unknown as KnowledgeClient, () => {}, () => true);
  const seen: boolean[] = [];
  const refresh = async () => {
    await state.refresh();
    seen.push(state.offline);
  };

  await refresh();
  entries.mockRejectedValueOnce(new TypeError('Failed to fetch'));
  await refresh();
  await refresh();
  entries.mockRejectedValueOnce(new HttpError(503, '', null));
  await refresh();
  entries.mockRejectedValueOnce(new HttpError(400, '', null));
  await refresh();

  expect(seen).toEqual([false, true, false, true, false]);
});

const proposal: Proposal = { phrasings: ['one', 'two'], language: 'en', translation: { ...emptyFields, question: 'Where?' }, found: false };
const entry: EntryDetail = {
  id: 'ou', language: 'fr', version: 1, fields: { ...emptyFields, question: 'Où ?', answer: 'Là.' }, file: null, offered: false, offer: null, history: [], translations: ['fr'], proposal,
};

function stateOver(client: Partial<KnowledgeClient>): KnowledgeState {
  return new KnowledgeState({ entry: async () => entry, ...client } as unknown as KnowledgeClient, () => undefined, () => true);
}

it('shows what was proposed before the page was loaded, until it is dismissed', async () => {
  const dismissProposal = vi.fn().mockResolvedValue(undefined);
  const state = stateOver({ dismissProposal });

  await state.open('ou', 'fr');
  expect(state.proposal).toEqual(proposal);
  await state.dismissProposal('one');
  await state.dismissProposal(null);

  expect(dismissProposal.mock.calls).toEqual([['ou', 'fr', 'one'], ['ou', 'fr', null]]);
  expect(state.proposal).toEqual({ ...proposal, phrasings: ['two'], language: null, translation: null });
});

it('keeps on showing it when the server cannot be reached', async () => {
  const state = stateOver({ dismissProposal: vi.fn().mockRejectedValue(new TypeError('Failed to fetch')) });

  await state.open('ou', 'fr');
  await state.dismissProposal('one');

  expect(state.proposal).toEqual(proposal);
  expect(state.notice).toBe('failed');
});

it('says that nothing new was proposed, and leaves what is open', async () => {
  const state = stateOver({ propose: async () => proposal });

  await state.open('ou', 'fr');
  await state.propose(false);

  expect(state.notice).toBe('noProposal');
  expect(state.proposal).toEqual(proposal);
});

it('lets two go at once, and none of another entry', async () => {
  const answers: (() => void)[] = [];
  const state = stateOver({
    entry: async id => ({ ...entry, id }),
    dismissProposal: () => new Promise<void>(resolve => answers.push(resolve)),
  });

  await state.open('ou', 'fr');
  const both = [state.dismissProposal('one'), state.dismissProposal('two')];
  for (const answer of answers) answer();
  await Promise.all(both);
  expect(state.proposal?.phrasings).toEqual([]);

  await state.open('ou', 'fr');
  const late = state.dismissProposal('one');
  await state.open('quand', 'fr');
  answers.at(-1)?.();
  await late;
  expect(state.proposal).toEqual(proposal);
});
