using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Authentication;

/// <summary>The outcome of a token check, with what the token says about the activity it may carry.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Reason">For the security log: one word, nothing from the token.</param>
internal sealed record ChannelTokenResult(ChannelTokenOutcome Outcome, string Reason)
{
    /// <summary>The token's <c>serviceurl</c> claim.</summary>
    public string? ServiceUrl { get; init; }

    /// <summary>Channels the signing key is endorsed for.</summary>
    public IReadOnlyList<string> Endorsements { get; init; } = [];

    /// <summary>
    /// Compares the activity with the token (protocol 2.2, points 4 and 5). An activity without a service URL gets the token's.
    /// </summary>
    /// <returns>Null when it fits, else the reason for the log.</returns>
    public string? Mismatch(Activity activity, IEnumerable<string> requiredEndorsements)
    {
        if (Outcome == ChannelTokenOutcome.Anonymous)
            return null;
        if (string.IsNullOrEmpty(ServiceUrl))
            return "serviceurl-claim-missing";
        if (string.IsNullOrEmpty(activity.ServiceUrl))
            activity.ServiceUrl = ServiceUrl;
        else if (!string.Equals(activity.ServiceUrl, ServiceUrl, StringComparison.OrdinalIgnoreCase))
            return "serviceurl-differs";
        // The SDK lets an empty channel id pass; then any endorsed key would do for any channel.
        if (string.IsNullOrEmpty(activity.ChannelId) || !Endorsements.Contains(activity.ChannelId, StringComparer.Ordinal))
            return "channel-not-endorsed";
        return requiredEndorsements.All(required => Endorsements.Contains(required, StringComparer.Ordinal)) ? null : "endorsement-missing";
    }
}
