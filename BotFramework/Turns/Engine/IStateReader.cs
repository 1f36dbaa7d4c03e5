namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Reads committed state documents with their versions; the turn's own unreleased writes are not among them.</summary>
public interface IStateReader
{
    /// <summary>Reads documents; keys that do not exist are absent from the result.</summary>
    Task<IReadOnlyDictionary<string, StateDocument>> ReadAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken);
}
