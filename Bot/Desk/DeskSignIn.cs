using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AssistantBot.Bot.Demo;
using AssistantBot.BotFramework.Authentication;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Requests;
using Microsoft.Extensions.Options;

namespace AssistantBot.Bot.Desk;

/// <summary>
/// Signs assistants in. In local mode a one-time link gives a session cookie, and the page names who it stands for, so that several
/// assistants can be tried on one machine. Elsewhere nobody gets in until a sign-in service is configured.
/// </summary>
internal sealed class DeskSignIn(LocalMode mode, DeskKeys keys, IInstallationSecrets secrets, IOptions<DeskOptions> options, TimeProvider time)
{
    private const string Cookie = "assistantbot-desk";
    private const string SecretName = "desk-session";
    private const string DemoScope = "demo";
    private const int MaxNameLength = 40;

    /// <summary>True when the desk exists at all.</summary>
    public bool IsAvailable => mode.IsLocal;

    /// <summary>Uses a one-time key up and, when it was good, sets the session cookie.</summary>
    public async Task<bool> TryEnterAsync(HttpContext http, string key)
    {
        if (!IsAvailable || !keys.Redeem(key))
            return false;
        var until = (time.GetUtcNow() + options.Value.SessionLifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        http.Response.Cookies.Append(Cookie, $"{until}.{await SignAsync(until, http.RequestAborted)}", new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
            Path = "/desk",
            MaxAge = options.Value.SessionLifetime,
        });
        return true;
    }

    /// <summary>Who asks; null when nobody is signed in.</summary>
    public async ValueTask<DeskSession?> AuthenticateAsync(HttpContext http)
    {
        if (!IsAvailable)
            return null;
        // An event stream cannot carry headers of its own, so the same facts may stand in its address.
        var scope = http.Request.Headers["X-Desk-Scope"].FirstOrDefault() ?? http.Request.Query["scope"].FirstOrDefault();
        var name = http.Request.Headers["X-Desk-As"].FirstOrDefault() is { } escaped ? Uri.UnescapeDataString(escaped) : http.Request.Query["as"].FirstOrDefault();
        if (scope == DemoScope)
            return DemoSession.Of(http.Request) is { } demo ? new DeskSession(AssistantOf(name), demo) : null;
        return await IsSignedInAsync(http) ? new DeskSession(AssistantOf(name), null) : null;
    }

    private async ValueTask<bool> IsSignedInAsync(HttpContext http)
    {
        if (http.Request.Cookies[Cookie]?.Split('.') is not [var until, var signature]
            || !long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || time.GetUtcNow().ToUnixTimeSeconds() >= seconds)
            return false;
        var expected = await SignAsync(until, http.RequestAborted);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.UTF8.GetBytes(signature));
    }

    private async ValueTask<string> SignAsync(string until, CancellationToken cancellationToken) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(await secrets.GetOrCreateAsync(SecretName, cancellationToken), Encoding.ASCII.GetBytes(until)));

    private Assistant AssistantOf(string? asked)
    {
        var name = IsName(asked) ? asked!.Trim() : options.Value.LocalName;
        return new Assistant("local:" + name.ToLowerInvariant(), name);
    }

    private static bool IsName(string? name) =>
        name?.Trim() is { Length: > 0 and <= MaxNameLength } trimmed
        && trimmed.All(c => char.IsLetter(c) || c is ' ' or '-' or '\'' or '’' or '.');
}
