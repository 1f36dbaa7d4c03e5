namespace AssistantBot.BotFramework.Turns;

/// <summary>Sees activities before they are sent; not calling <paramref name="next"/> stops them.</summary>
public delegate Task<Schema.ResourceResponse[]> SendActivitiesHandler(ITurnContext turnContext, List<Schema.Activity> activities, Func<Task<Schema.ResourceResponse[]>> next);
