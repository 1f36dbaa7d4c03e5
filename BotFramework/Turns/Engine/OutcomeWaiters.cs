using System.Collections.Concurrent;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Wakes those who wait for a row's stored outcome. A hint only: whoever wakes reads the row.</summary>
internal sealed class OutcomeWaiters
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _waiting = new();

    /// <summary>Completes when the row ends on this node. Ask before reading the row, so that nothing is missed.</summary>
    public Task WhenEnded(long inboxId) =>
        _waiting.GetOrAdd(inboxId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Wakes the waiting; also called when nobody needs to wait any more.</summary>
    public void Release(long inboxId)
    {
        if (_waiting.TryRemove(inboxId, out var waiter))
            waiter.TrySetResult();
    }
}
