namespace AssistantBot.Bot.Widget;

/// <summary>What the client page gets.</summary>
/// <param name="Token">Direct Line token of one conversation.</param>
/// <param name="ConversationId">That conversation.</param>
/// <param name="Resumed">True when it was begun before, so that its history is to be replayed.</param>
internal sealed record ChatToken(string Token, string ConversationId, bool Resumed);
