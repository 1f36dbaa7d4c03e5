using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AssistantBot.BotFramework.Authentication;

/// <summary>
/// Checks Bot Connector tokens (protocol 2.2). Only the channel issuer is accepted: no emulator path, no skills, so that a token of
/// the bot itself or of another bot opens nothing.
/// </summary>
internal sealed class ChannelTokenValidator(IOptions<BotCredentialOptions> credentials, LocalMode mode, ChannelKeySource keys, TimeProvider time)
    : IChannelTokenValidator
{
    internal static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);
    private const int MaxTokenLength = 16 * 1024;
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512];

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MaxTokenLength, SetDefaultTimesOnTokenCreation = false };

    public async ValueTask<ChannelTokenResult> ValidateAsync(string? authorization, CancellationToken cancellationToken)
    {
        var options = credentials.Value;
        if (!options.HasAppId)
        {
            // With authentication off nobody could check the header; someone who sends one expects it to be checked.
            return mode.IsLocal && string.IsNullOrEmpty(authorization) ? new(ChannelTokenOutcome.Anonymous, "") : Refused("no-app-id");
        }

        if (string.IsNullOrEmpty(authorization))
            return Refused("no-token");
        var parts = authorization.Split(' ');
        if (parts.Length != 2 || parts[0] != "Bearer" || parts[1].Length is 0 or > MaxTokenLength)
            return Refused("header-malformed");
        if (Read(parts[1]) is not { } token)
            return Refused("token-malformed");
        if (Precheck(token, options) is { } reason)
            return Refused(reason);
        var (available, key) = await keys.FindAsync(token.Kid, cancellationToken).ConfigureAwait(false);
        if (!available)
            return new(ChannelTokenOutcome.KeysUnavailable, "keys-unavailable");
        if (key is null)
            return Refused("key-unknown");
        var now = time.GetUtcNow();
        if (now < key.NotBefore || now > key.NotAfter)
            return Refused("certificate-not-valid");
        var result = await _handler.ValidateTokenAsync(parts[1], Parameters(options, key.Key)).ConfigureAwait(false);
        return !result.IsValid ? Refused("signature") : new(ChannelTokenOutcome.Valid, "")
        {
            ServiceUrl = token.TryGetPayloadValue<string>("serviceurl", out var url) ? url
                : token.TryGetPayloadValue("serviceUrl", out url) ? url : null,
            Endorsements = key.Endorsements,
        };
    }

    private static ChannelTokenResult Refused(string reason) => new(ChannelTokenOutcome.Refused, reason);

    private JsonWebToken? Read(string text)
    {
        // Exactly three parts: an encrypted token has five, and unpacking one is an attack surface of its own.
        if (text.Count(c => c == '.') != 2)
            return null;
        try
        {
            return _handler.ReadJsonWebToken(text);
        }
        catch (Exception malformed) when (malformed is ArgumentException or JsonException or FormatException)
        {
            return null;
        }
    }

    /// <summary>What can be refused without a key, so that junk never makes us look for one.</summary>
    private string? Precheck(JsonWebToken token, BotCredentialOptions options)
    {
        try
        {
            if (!Algorithms.Contains(token.Alg) || string.IsNullOrEmpty(token.Kid))
                return "algorithm-or-key-id";
            if (token.TryGetHeaderValue<JsonElement>("crit", out _) || token.TryGetHeaderValue<string>("zip", out _))
                return "header-extension";
            if (token.Issuer != options.ChannelIssuer)
                return "issuer";
            if (token.Audiences.SingleOrDefault() != options.MicrosoftAppId)
                return "audience";
            return Lifetime(token);
        }
        catch (Exception odd) when (odd is ArgumentException or InvalidOperationException or JsonException or FormatException or OverflowException)
        {
            return "claims-malformed";
        }
    }

    private string? Lifetime(JsonWebToken token)
    {
        if (!token.TryGetPayloadValue<long>("exp", out var expires))
            return "no-expiry";
        var now = time.GetUtcNow();
        if (now - ClockSkew >= Instant(expires))
            return "expired";
        return token.TryGetPayloadValue<long>("nbf", out var notBefore) && now + ClockSkew < Instant(notBefore) ? "not-yet-valid" : null;
    }

    private static DateTimeOffset Instant(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, 0, DateTimeOffset.MaxValue.ToUnixTimeSeconds()));

    private static TokenValidationParameters Parameters(BotCredentialOptions options, SecurityKey key) => new()
    {
        ValidIssuer = options.ChannelIssuer,
        ValidAudience = options.MicrosoftAppId,
        ValidAlgorithms = Algorithms,
        IssuerSigningKey = key,
        TryAllIssuerSigningKeys = false,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        // Judged in Lifetime, by our clock.
        LifetimeValidator = static (_, _, _, _) => true,
    };
}
