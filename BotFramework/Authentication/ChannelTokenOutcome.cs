namespace AssistantBot.BotFramework.Authentication;

/// <summary>What became of the check of a caller's token.</summary>
internal enum ChannelTokenOutcome
{
    /// <summary>The token is good; the activity is still to be compared with it.</summary>
    Valid,

    /// <summary>Authentication is off and no token was sent.</summary>
    Anonymous,

    /// <summary>Refused; the caller learns nothing more.</summary>
    Refused,

    /// <summary>The issuer's keys cannot be had, so nothing can be decided.</summary>
    KeysUnavailable,
}
