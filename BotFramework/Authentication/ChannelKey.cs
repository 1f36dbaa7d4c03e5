using Microsoft.IdentityModel.Tokens;

namespace AssistantBot.BotFramework.Authentication;

/// <summary>A signing key of the channel issuer.</summary>
/// <param name="Key">The RSA key.</param>
/// <param name="Endorsements">Channels it may speak for.</param>
/// <param name="NotBefore">From when its certificate is valid; null without a certificate.</param>
/// <param name="NotAfter">Until when its certificate is valid; null without a certificate.</param>
internal sealed record ChannelKey(SecurityKey Key, IReadOnlyList<string> Endorsements, DateTimeOffset? NotBefore, DateTimeOffset? NotAfter);
