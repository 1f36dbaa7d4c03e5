namespace AssistantBot.Storage.DataLife;

/// <summary>How a conversation belongs to a person.</summary>
public enum TraceKind
{
    /// <summary>Nobody else writes in it: all of it goes.</summary>
    Own,

    /// <summary>Others write in it too: what the person said and caused goes.</summary>
    Shared,

    /// <summary>Assistants follow one of the person's handoffs in it: all of it goes, and what was posted is taken back.</summary>
    Thread,
}
