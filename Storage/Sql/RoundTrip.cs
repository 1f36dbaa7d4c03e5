using System.Runtime.CompilerServices;

namespace AssistantBot.Storage.Sql;

/// <summary>
/// What a unit awaits until the database has answered. The writer completes it on its own thread, and units go on there one after the other,
/// in the order in which they waited. Without a round trip it is complete from the start.
/// </summary>
internal sealed class RoundTrip : ICriticalNotifyCompletion
{
    private readonly List<Action> _waiting = [];

    /// <summary>For a session that answers at once.</summary>
    public static RoundTrip Done { get; } = new() { IsCompleted = true };

    public bool IsCompleted { get; private set; }

    public RoundTrip GetAwaiter() => this;

    public void GetResult()
    {
    }

    public void OnCompleted(Action continuation) => _waiting.Add(continuation);

    public void UnsafeOnCompleted(Action continuation) => _waiting.Add(continuation);

    /// <summary>Lets everyone go on who waits.</summary>
    public void Complete()
    {
        IsCompleted = true;
        foreach (var waiting in _waiting)
            waiting();
    }
}
