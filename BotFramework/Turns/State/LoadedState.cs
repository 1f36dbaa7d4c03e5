namespace AssistantBot.BotFramework.Turns.State;

/// <summary>What a turn has loaded of one document, and what it read.</summary>
internal sealed class LoadedState
{
    private const string Empty = "{}";
    private string? _saved;

    public LoadedState(string? json)
    {
        Properties = StateJson.ConvertTo<ValueBag>(StateJson.Parse(json ?? Empty)) ?? [];
        _saved = StateJson.Write(Properties);
    }

    public ValueBag Properties { get; }

    public static LoadedState Cleared() => new(json: null) { _saved = null };

    public bool HasChanged(out string json)
    {
        json = StateJson.Write(Properties);
        return json != _saved;
    }

    public void MarkSaved(string json) => _saved = json;
}
