namespace AssistantBot.Bot.Desk;

/// <summary>The assistants' desk. Section <c>Desk</c>.</summary>
internal sealed class DeskOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Desk";

    /// <summary>How long a sign-in lasts.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How many closed handoffs the desk lists, the latest first.</summary>
    public int ClosedShown { get; set; } = 20;

    /// <summary>How many lines of a conversation the desk shows, the latest.</summary>
    public int TranscriptShown { get; set; } = 500;

    /// <summary>Name of the assistant in local mode who has not chosen one.</summary>
    public string LocalName { get; set; } = "Sophie";
}
