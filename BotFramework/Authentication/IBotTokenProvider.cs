namespace AssistantBot.BotFramework.Authentication;

/// <summary>Gives the token with which the bot calls the connector.</summary>
internal interface IBotTokenProvider
{
    /// <summary>A token that is still good; null in local mode, where none is needed.</summary>
    /// <exception cref="BotTokenException">None can be had now.</exception>
    ValueTask<string?> GetAsync(CancellationToken cancellationToken);

    /// <summary>Forgets a token that was refused.</summary>
    void Drop(string token);
}
