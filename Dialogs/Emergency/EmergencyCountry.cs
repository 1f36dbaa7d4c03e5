namespace AssistantBot.Dialogs.Emergency;

/// <summary>The numbers of one country.</summary>
/// <param name="Emergency">What to call, most specific first.</param>
internal sealed record EmergencyCountry(IReadOnlyList<string> Emergency)
{
    /// <summary>The number for text messages, or null.</summary>
    public string? Text { get; init; }

    /// <summary>The line for people who think about suicide, or null.</summary>
    public string? Suicide { get; init; }

    /// <summary>True when that line answers day and night.</summary>
    public bool DayAndNight { get; init; }

    /// <summary>"in France", by language; empty for a country the file does not know.</summary>
    public IReadOnlyDictionary<string, string> Place { get; init; } = new Dictionary<string, string>();

    /// <summary>Where nothing is known: the number of all of Europe and of mobile telephones elsewhere.</summary>
    public static EmergencyCountry Unknown { get; } = new(["112"]);
}
