namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Bounds the turns that run at once; first come, first served, and knows how long the first has waited.</summary>
internal sealed class TurnSlots(int count, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Queue<(TaskCompletionSource Turn, long Since)> _waiting = [];
    private int _free = count;

    public TimeSpan OldestWait
    {
        get
        {
            lock (_gate)
                return _waiting.TryPeek(out var first) ? time.GetElapsedTime(first.Since) : TimeSpan.Zero;
        }
    }

    public Task EnterAsync()
    {
        lock (_gate)
        {
            if (_free > 0)
            {
                _free--;
                return Task.CompletedTask;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue((turn, time.GetTimestamp()));
            return turn.Task;
        }
    }

    public void Leave()
    {
        TaskCompletionSource? next = null;
        lock (_gate)
        {
            if (_waiting.TryDequeue(out var first))
                next = first.Turn;
            else
                _free++;
        }

        next?.SetResult();
    }
}
