namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>What another node should look at.</summary>
/// <param name="Kind">Which rows.</param>
/// <param name="Conversation">The conversation of <see cref="NodeNoticeKind.Changed"/>, else null.</param>
/// <param name="Id">
/// Id of the conversation (<see cref="NodeNoticeKind.Work"/>) or inbox row (<see cref="NodeNoticeKind.Ended"/>), or the last version that no
/// longer stands (<see cref="NodeNoticeKind.Raised"/>), else 0.
/// </param>
/// <param name="Raised">What has a new version (<see cref="NodeNoticeKind.Raised"/>), else null.</param>
public sealed record NodeNotice(NodeNoticeKind Kind, ConversationKey? Conversation = null, long Id = 0, VersionKey? Raised = null);
