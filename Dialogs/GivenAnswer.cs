namespace AssistantBot.Dialogs;

/// <summary>An answer the bot gave, so that thumbs, "read more" and "that is not it" find it again.</summary>
/// <param name="Key">Id of ours that web clients send back with a thumb.</param>
/// <param name="Question">What was asked.</param>
/// <param name="EntryId">The first entry it stood on, or null.</param>
/// <param name="Language">Its language.</param>
public sealed record GivenAnswer(string Key, string Question, string? EntryId, string Language)
{
    /// <summary>Local id of the activity, or null.</summary>
    public string? ActivityId { get; init; }

    /// <summary>The entries it stood on, in the order cited.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The rest of the answer, or null.</summary>
    public string? More { get; init; }

    /// <summary>The line that names the source, or null.</summary>
    public string? SourceLine { get; init; }
}
