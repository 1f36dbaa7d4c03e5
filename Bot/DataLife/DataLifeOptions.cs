namespace AssistantBot.Bot.DataLife;

/// <summary>Erasure, export and retention. Section <c>DataLife</c>.</summary>
internal sealed class DataLifeOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "DataLife";

    /// <summary>
    /// File that every erasure is written to, besides the database: after a backup is restored, the erasures it does not know are done
    /// again. Keep it apart from the backups.
    /// </summary>
    public string ErasureList { get; set; } = "data/erasures.jsonl";

    /// <summary>How long an erasure waits for the person to be told that their open request ends, and for sends under way.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);
}
