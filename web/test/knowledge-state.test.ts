import { expect, it, vi } from 'vitest';
import type { KnowledgeClient } from '../src/knowledge/client';
import { KnowledgeState } from '../src/knowledge/state';
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
