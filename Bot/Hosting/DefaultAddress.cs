namespace AssistantBot.Bot.Hosting;

/// <summary>Where the bot listens when <c>--urls</c> says nothing.</summary>
internal static class DefaultAddress
{
    /// <summary>The Bot Framework's customary port, on this machine only.</summary>
    public const string Url = "http://localhost:3978";
}
