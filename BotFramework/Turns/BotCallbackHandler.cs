namespace AssistantBot.BotFramework.Turns;

/// <summary>The logic at the end of the middleware pipeline.</summary>
public delegate Task BotCallbackHandler(ITurnContext turnContext, CancellationToken cancellationToken);
