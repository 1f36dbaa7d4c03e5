namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>What another node should look at.</summary>
/// <param name="Kind">Which rows.</param>
/// <param name="Conversation">The conversation of <see cref="NodeNoticeKind.Changed"/>, else null.</param>
/// <param name="Id">Id of the conversation (<see cref="NodeNoticeKind.Work"/>) or inbox row (<see cref="NodeNoticeKind.Ended"/>), else 0.</param>
public sealed record NodeNotice(NodeNoticeKind Kind, ConversationKey? Conversation = null, long Id = 0);
