using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>What ends a reply that was begun on the screen when the turn has nothing more to say.</summary>
internal static class StreamClosingNotice
{
    public static Activity Create(Activity incoming, string defaultLanguage)
    {
        var language = incoming.Locale is { Length: >= 2 } locale ? locale : defaultLanguage;
        return Activity.CreateMessage(language.StartsWith("fr", StringComparison.OrdinalIgnoreCase)
            ? "Je m'interromps ici."
            : "I am stopping here.");
    }
}
