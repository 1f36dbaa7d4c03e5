namespace AssistantBot.BotFramework.Authentication;

/// <summary>Checks the caller of <c>/api/messages</c>.</summary>
internal interface IChannelTokenValidator
{
    /// <summary>Checks the <c>Authorization</c> header alone; the activity is compared afterwards.</summary>
    ValueTask<ChannelTokenResult> ValidateAsync(string? authorization, CancellationToken cancellationToken);
}
