using System.Security.Cryptography;
using AssistantBot.BotFramework.Turns;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AssistantBot.BotFramework.DirectLine;

/// <summary>
/// Issues and checks the tokens of the Direct Line server: JWTs signed with a key of the installation, each bound to one conversation,
/// one person and, if asked, web origins. Pages of the product use it in-process; nobody else needs the secret.
/// </summary>
public sealed class DirectLineTokens
{
    /// <summary>Account ids of Direct Line users start with this.</summary>
    public const string UserIdPrefix = "dl_";

    private const string Issuer = "urn:assistantbot:directline";
    private const string KeyName = "directline-tokens";
    private const string TokenUse = "token";
    private const string ResumeUse = "resume";
    private const string StreamUse = "stream";
    private const int MaxTokenLength = 4096;
    private static readonly TimeSpan StreamLifetime = TimeSpan.FromSeconds(60);

    private readonly IInstallationSecrets _secrets;
    private readonly TimeProvider _time;
    private readonly DirectLineOptions _options;
    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MaxTokenLength, SetDefaultTimesOnTokenCreation = false };
    private SymmetricSecurityKey? _key;

    /// <summary>Creates the service.</summary>
    public DirectLineTokens(IInstallationSecrets secrets, IOptions<DirectLineOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _secrets = secrets;
        _time = time;
        _options = options.Value;
    }

    /// <summary>A random account id.</summary>
    public static string NewUserId() => UserIdPrefix + RandomNumberGenerator.GetHexString(24, lowercase: true);

    /// <summary>True for an account id that a token may name: the prefix, then 1 to 200 characters without control characters or spaces.</summary>
    public static bool IsUserId(string? id) =>
        id is not null && id.StartsWith(UserIdPrefix, StringComparison.Ordinal) && id.Length is > 3 and <= 203
        && !id.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c));

    /// <summary>Issues a token for a new conversation, or for a proven one.</summary>
    /// <exception cref="ArgumentException">The user id is not one that a token may name.</exception>
    public async Task<DirectLineToken> IssueAsync(DirectLineTokenRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.UserId is not null && !IsUserId(request.UserId))
            throw new ArgumentException("A user id starts with dl_.", nameof(request));
        return await IssueAsync(
            new DirectLineTokenClaims(request.ConversationId ?? RandomNumberGenerator.GetHexString(40, lowercase: true), request.UserId ?? NewUserId())
            {
                UserName = request.UserName,
                IsMember = request.IsMember,
                Origins = request.Origins,
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Issues a fresh token that says the same.</summary>
    public async Task<DirectLineToken> IssueAsync(DirectLineTokenClaims claims, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claims);
        var token = await SignAsync(claims, TokenUse, _options.TokenLifetime, null, cancellationToken).ConfigureAwait(false);
        return new(claims.ConversationId, token, (int)_options.TokenLifetime.TotalSeconds);
    }

    /// <summary>Checks a token. There is no grace: a token is dead at its expiry.</summary>
    public async ValueTask<(DirectLineTokenStatus Status, DirectLineTokenClaims? Claims)> ValidateAsync(string? token, CancellationToken cancellationToken)
    {
        var (status, _, claims) = await ReadAsync(token, TokenUse, cancellationToken).ConfigureAwait(false);
        return (status, claims);
    }

    /// <summary>
    /// Issues the proof with which one browser comes back to its conversation after its token died. Keep it in an HttpOnly,
    /// SameSite cookie; it opens nothing by itself.
    /// </summary>
    public Task<string> IssueResumeAsync(DirectLineTokenClaims claims, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claims);
        return SignAsync(claims, ResumeUse, _options.ResumeLifetime, null, cancellationToken);
    }

    /// <summary>Reads a proof; null when it is expired or not ours. Pass the claims to <see cref="IssueAsync(DirectLineTokenClaims, CancellationToken)"/>.</summary>
    public async ValueTask<DirectLineTokenClaims?> ValidateResumeAsync(string? proof, CancellationToken cancellationToken) =>
        (await ReadAsync(proof, ResumeUse, cancellationToken).ConfigureAwait(false)).Claims;

    /// <summary>Issues the ticket of a stream URL: good for 60 s, from one position of the feed on.</summary>
    internal Task<string> IssueStreamAsync(DirectLineTokenClaims claims, long after, CancellationToken cancellationToken) =>
        SignAsync(claims, StreamUse, StreamLifetime, after, cancellationToken);

    internal async ValueTask<DirectLineStreamTicket?> ValidateStreamAsync(string? ticket, CancellationToken cancellationToken)
    {
        var (_, token, claims) = await ReadAsync(ticket, StreamUse, cancellationToken).ConfigureAwait(false);
        return claims is not null && token!.TryGetPayloadValue<long>("after", out var after)
            ? new(claims, token.Id, after, token.ValidTo)
            : null;
    }

    private async Task<string> SignAsync(DirectLineTokenClaims claims, string use, TimeSpan lifetime, long? after, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var payload = new Dictionary<string, object>
        {
            ["use"] = use,
            ["jti"] = RandomNumberGenerator.GetHexString(32, lowercase: true),
            ["conv"] = claims.ConversationId,
            ["user"] = claims.UserId,
        };
        if (claims.UserName is { Length: > 0 } name)
            payload["name"] = name;
        if (claims.IsMember)
            payload["member"] = true;
        if (claims.Origins.Count > 0)
            payload["origin"] = claims.Origins.ToArray();
        if (after is { } position)
            payload["after"] = position;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            NotBefore = now.UtcDateTime,
            Expires = (now + lifetime).UtcDateTime,
            Claims = payload,
            SigningCredentials = new(await KeyAsync(cancellationToken).ConfigureAwait(false), SecurityAlgorithms.HmacSha256),
        });
    }

    private async ValueTask<(DirectLineTokenStatus Status, JsonWebToken? Token, DirectLineTokenClaims? Claims)> ReadAsync(
        string? text, string use, CancellationToken cancellationToken)
    {
        if (text is null || text.Length is 0 or > MaxTokenLength || text.Count(c => c == '.') != 2)
            return (DirectLineTokenStatus.Invalid, null, null);
        var result = await _handler.ValidateTokenAsync(text, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Issuer,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKey = await KeyAsync(cancellationToken).ConfigureAwait(false),
            // Judged below, by our clock and without grace.
            LifetimeValidator = static (_, _, _, _) => true,
        }).ConfigureAwait(false);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token
            || !token.TryGetPayloadValue<string>("use", out var actual) || actual != use
            || !token.TryGetPayloadValue<string>("conv", out var conversation) || !token.TryGetPayloadValue<string>("user", out var user))
            return (DirectLineTokenStatus.Invalid, null, null);
        if (_time.GetUtcNow().UtcDateTime >= token.ValidTo)
            return (DirectLineTokenStatus.Expired, null, null);
        return (DirectLineTokenStatus.Valid, token, new(conversation, user)
        {
            UserName = token.TryGetPayloadValue<string>("name", out var name) ? name : null,
            IsMember = token.TryGetPayloadValue<bool>("member", out var member) && member,
            Origins = token.TryGetPayloadValue<string[]>("origin", out var origins) ? origins : [],
        });
    }

    private async ValueTask<SymmetricSecurityKey> KeyAsync(CancellationToken cancellationToken) =>
        _key ??= new(await _secrets.GetOrCreateAsync(KeyName, cancellationToken).ConfigureAwait(false)) { KeyId = KeyName };
}
