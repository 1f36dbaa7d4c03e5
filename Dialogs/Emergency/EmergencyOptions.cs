namespace AssistantBot.Dialogs.Emergency;

/// <summary>Section <c>Emergency</c>: which numbers are given when life may be in danger.</summary>
public sealed class EmergencyOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Emergency";

    /// <summary>Country of the organisation, ISO 3166-1 (two letters). For a country the file does not know, 112 is given.</summary>
    public string Country { get; set; } = "FR";

    /// <summary>A number of the organisation's own (first aiders, security), given beside the others; empty for none.</summary>
    public string LocalNumber { get; set; } = "";

    /// <summary>A file of the organisation's own, in the format of <c>Dialogs/Emergency/emergency-numbers.json</c>, whose countries replace those of the product; empty for none.</summary>
    public string Path { get; set; } = "";
}
