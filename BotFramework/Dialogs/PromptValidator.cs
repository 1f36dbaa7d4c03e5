namespace AssistantBot.BotFramework.Dialogs;

/// <summary>Decides whether an answer will do; called for answers that were not understood, too. It may send its own explanation.</summary>
/// <returns>True to end the prompt with the recognised value.</returns>
public delegate Task<bool> PromptValidator<T>(PromptValidatorContext<T> promptContext, CancellationToken cancellationToken);
