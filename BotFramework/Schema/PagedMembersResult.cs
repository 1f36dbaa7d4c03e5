namespace AssistantBot.BotFramework.Schema;

/// <summary>A page of members.</summary>
public sealed class PagedMembersResult : ProtocolObject
{
    /// <summary>Token of the next page; null on the last.</summary>
    public string? ContinuationToken { get; set; }

    /// <summary>The members of the page.</summary>
    public IList<ChannelAccount>? Members { get; set; }
}
