import { describe, expect, it, vi } from 'vitest';
import type { callJson } from '../src/shared/http';
import { ConversationMemory, type KeyValueStore, requestToken } from '../src/chat/session';

class MapStore implements KeyValueStore {
  readonly items = new Map<string, string>();
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.items.set(key, value);
  removeItem = (key: string) => void this.items.delete(key);
}

const answering = (answer: unknown) => vi.fn(() => Promise.resolve(answer)) as unknown as typeof callJson;

describe('ConversationMemory', () => {
  it('keeps personas apart', () => {
    const store = new MapStore();
    new ConversationMemory(store, 'client').write({ conversationId: 'c1' });
    expect(new ConversationMemory(store, 'employee').read()).toBeNull();
    expect(new ConversationMemory(store, 'client').read()).toEqual({ conversationId: 'c1' });
  });

  it.each(['', 'not json', '"text"', '{}', '{"conversationId":7}'])('takes %j for nothing', value => {
    const store = new MapStore();
    store.setItem('assistantbot.client', value);
    expect(new ConversationMemory(store, 'client').read()).toBeNull();
  });

  it('survives storage that refuses', () => {
    const refuse = () => {
      throw new Error('denied');
    };
    const memory = new ConversationMemory({ getItem: refuse, setItem: refuse, removeItem: refuse }, 'client');
    memory.write({ conversationId: 'c1' });
    memory.forget();
    expect(memory.read()).toBeNull();
  });
});

describe('requestToken', () => {
  it('asks for a new conversation when nothing is remembered, and remembers the answer', async () => {
    const memory = new ConversationMemory(new MapStore(), 'client');
    const call = answering({ token: 't', conversationId: 'c1', resumed: false });
    await requestToken('client', memory, false, call);
    expect(call).toHaveBeenCalledWith('POST', '/chat/token', {});
    expect(memory.read()).toEqual({ conversationId: 'c1' });
  });

  it('asks for the remembered conversation and replaces it when the server gives another', async () => {
    const memory = new ConversationMemory(new MapStore(), 'employee');
    memory.write({ conversationId: 'old' });
    const call = answering({ token: 't', conversationId: 'new', resumed: false });
    await requestToken('employee', memory, true, call);
    expect(call).toHaveBeenCalledWith('POST', '/chat/token', { as: 'employee', demo: true, conversationId: 'old' });
    expect(memory.read()).toEqual({ conversationId: 'new' });
  });
});
