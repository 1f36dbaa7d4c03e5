using System.Globalization;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Ids that we give to what the bot says, before a channel gives its own. Unique in the conversation, equal on every run of a turn.</summary>
public static class LocalActivityIds
{
    private const string Prefix = "bot.";

    /// <summary>The id of the <paramref name="number"/>th activity of the turn at a sequence number.</summary>
    public static string Create(long sequence, int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{sequence:d7}.{number}");

    /// <summary>True for an id of ours, which no channel knows.</summary>
    public static bool IsLocal(string? id) => id?.StartsWith(Prefix, StringComparison.Ordinal) == true;
}
