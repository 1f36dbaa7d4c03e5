namespace AssistantBot.Knowledge.Loading;

/// <summary>What a file or group says for all entries below it.</summary>
internal sealed record EntryDefaults
{
    public Audience? Audience { get; init; }

    public string? Language { get; init; }

    public string? Owner { get; init; }

    public DateOnly? ReviewBy { get; init; }

    public string? Contact { get; init; }

    public string? Link { get; init; }

    public string? Source { get; init; }
}
