using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Handoff.Requests;

/// <summary>The versions by which turns notice a handoff's transitions.</summary>
public static class HandoffVersions
{
    /// <summary>Kind of key: one handoff, by id.</summary>
    public const string Handoff = "handoff";

    /// <summary>Kind of key: the open handoff of a conversation, by <c>channel|conversation</c>.</summary>
    public const string OpenHandoff = "open-handoff";

    /// <summary>Key of a handoff.</summary>
    public static VersionKey Of(string handoffId) => new(Handoff, handoffId);

    /// <summary>Key of a conversation's open handoff; exists (as version 0) before any handoff does.</summary>
    public static VersionKey OpenIn(ConversationKey conversation) => new(OpenHandoff, conversation.ToString());
}
