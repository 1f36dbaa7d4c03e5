namespace AssistantBot.Bot.Widget;

/// <summary>What the client page shows before the first message.</summary>
/// <param name="Company">The organisation's name.</param>
/// <param name="QuotedAnswers">True when no language model is configured: answers are quoted passages.</param>
/// <param name="Suggestions">Questions to begin with, in the page's language.</param>
internal sealed record ChatConfig(string Company, bool QuotedAnswers, IReadOnlyList<string> Suggestions);
