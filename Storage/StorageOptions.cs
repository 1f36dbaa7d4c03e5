namespace AssistantBot.Storage;

/// <summary>Where everything is kept. Section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Storage";

    /// <summary><c>Sqlite</c> (one machine) or <c>PostgreSql</c>.</summary>
    public string Provider { get; set; } = "Sqlite";

    /// <summary>The connection string of the provider. A relative path counts from the working directory.</summary>
    public string ConnectionString { get; set; } = "Data Source=data/assistantbot.db";
}
