namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>
/// Where a test may end the process. The product has <see cref="NoFailPoints"/>, which the runtime makes into nothing; only a host in the
/// Development environment can be told otherwise.
/// </summary>
public interface IFailPoints
{
    /// <summary>Says that a message is at this point.</summary>
    void Reach(FailPoint point);
}
