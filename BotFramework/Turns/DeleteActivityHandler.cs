namespace AssistantBot.BotFramework.Turns;

/// <summary>Sees a delete before it is sent; not calling <paramref name="next"/> stops it.</summary>
public delegate Task DeleteActivityHandler(ITurnContext turnContext, Schema.ConversationReference reference, Func<Task> next);
