namespace AssistantBot.BotFramework.Turns;

/// <summary>Sees an update before it is sent; not calling <paramref name="next"/> stops it.</summary>
public delegate Task<Schema.ResourceResponse> UpdateActivityHandler(ITurnContext turnContext, Schema.Activity activity, Func<Task<Schema.ResourceResponse>> next);
