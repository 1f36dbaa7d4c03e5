namespace AssistantBot.Tests.Support;

/// <summary>How long a test waits for what must come. It guards against waiting for ever and says nothing about how fast anything is.</summary>
internal static class Patience
{
    /// <summary>Far longer than anything takes, on a slow machine too.</summary>
    public static TimeSpan Generous { get; } = TimeSpan.FromMinutes(2);

    /// <summary>The same in milliseconds, as browsers count.</summary>
    public static float GenerousMilliseconds => (float)Generous.TotalMilliseconds;
}
