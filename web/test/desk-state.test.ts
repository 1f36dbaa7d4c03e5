import { expect, it, vi } from 'vitest';
import type { DeskClient } from '../src/desk/client';
import { DeskState } from '../src/desk/state';

const queue = { now: new Date(0).toISOString(), waiting: [], mine: [], others: [], closed: [], parked: [] };

it('says that the server is gone while it is, and keeps what was read', async () => {
  const read = vi.fn().mockResolvedValue(queue);
  const client = { me: async () => ({ id: 'a', name: 'A' }), queue: read, reviews: async () => ({ canApprove: false, items: [] }) };
  const seen: boolean[] = [];
  const state: DeskState = new DeskState(client as unknown as DeskClient, () => seen.push(state.offline));

  await state.refresh();
  read.mockRejectedValueOnce(new TypeError('Failed to fetch'));
  await state.refresh();
  const kept = state.queue;
  await state.refresh();

  expect(seen).toEqual([false, true, false]);
  expect(kept).toBe(queue);
  expect(state.signedOut).toBe(false);
});
