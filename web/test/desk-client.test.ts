import { describe, expect, it, vi } from 'vitest';
import { DeskClient } from '../src/desk/client';
import { callJson, HttpError } from '../src/shared/http';

type Call = typeof callJson;
const noPause = () => Promise.resolve();

function clientWith(...answers: (unknown | Error)[]) {
  const call = vi.fn(() => {
    const answer = answers.shift();
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  return { call, client: new DeskClient('Zoé', false, 'fr', call as unknown as Call, noPause) };
}

const commandIds = (call: ReturnType<typeof vi.fn>) =>
  call.mock.calls.map(args => (args[2] as { commandId: string }).commandId);

describe('DeskClient.command', () => {
  it('sends the same command id again when the answer is lost', async () => {
    const { call, client } = clientWith(new TypeError('network'), new HttpError(503, '', null), { ok: true, message: 'x' });
    await expect(client.command('h', 'message', { text: 'a' })).resolves.toEqual({ ok: true, message: 'x' });
    expect(new Set(commandIds(call)).size).toBe(1);
    expect(call).toHaveBeenCalledTimes(3);
  });

  it('returns a refusal as a result', async () => {
    const refusal = { ok: false, message: 'Karim', winner: 'Karim' };
    const { client } = clientWith(new HttpError(409, '', refusal));
    await expect(client.command('h', 'accept')).resolves.toEqual(refusal);
  });

  it('does not repeat what the server refuses', async () => {
    const { call, client } = clientWith(new HttpError(401, '', null));
    await expect(client.command('h', 'accept')).rejects.toThrow('401');
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('gives up after the last attempt', async () => {
    const lost = new TypeError('network');
    const { call, client } = clientWith(lost, lost, lost, lost);
    await expect(client.command('h', 'close')).rejects.toBe(lost);
    expect(call).toHaveBeenCalledTimes(4);
  });
});

describe('DeskClient', () => {
  it('names the assistant in a header that any letter survives', async () => {
    const { call, client } = clientWith({});
    await client.me();
    expect(call).toHaveBeenCalledWith('GET', '/desk/api/me?lang=fr', undefined, { 'X-Desk-As': 'Zo%C3%A9' });
    expect(client.eventsUrl()).toBe('/desk/events?as=Zo%C3%A9');
  });
});
