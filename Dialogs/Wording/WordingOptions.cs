namespace AssistantBot.Dialogs.Wording;

/// <summary>Section <c>Wording</c>.</summary>
public sealed class WordingOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Wording";

    internal const string Formal = "vous";

    internal const string Familiar = "tu";

    /// <summary>The organisation's name, as the bot says it.</summary>
    public string Company { get; set; } = "Ateliers Aubrelle";

    /// <summary>Folder with <c>fr.json</c> and <c>en.json</c> whose texts replace those of the product, key by key; null for none.</summary>
    public string? Path { get; set; }

    /// <summary>How French texts address people: <c>vous</c> or <c>tu</c>.</summary>
    public string Address { get; set; } = Formal;

    /// <summary>Language when none is known.</summary>
    public string DefaultLanguage { get; set; } = "fr";
}
