using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Storage.DataLife;

/// <summary>A conversation that holds something of a person.</summary>
/// <param name="Id">The store's id.</param>
/// <param name="Key">Channel and conversation.</param>
/// <param name="Kind">How it belongs to the person.</param>
public sealed record TracedConversation(long Id, ConversationKey Key, TraceKind Kind);
