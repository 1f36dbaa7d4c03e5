using System.Security.Cryptography;
using System.Text;
using AssistantBot.BotFramework.Turns;
using Microsoft.Extensions.Options;

namespace AssistantBot.BotFramework.DirectLine;

/// <summary>The secret with which other servers fetch tokens: configured, or random per installation.</summary>
public sealed class DirectLineSecret(IInstallationSecrets secrets, IOptions<DirectLineOptions> options)
{
    private string? _secret;

    /// <summary>The secret. It never goes to a browser, a log or an error.</summary>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        if (_secret is null)
        {
            _secret = string.IsNullOrWhiteSpace(options.Value.Secret)
                ? Convert.ToHexStringLower(await secrets.GetOrCreateAsync("directline-secret", cancellationToken).ConfigureAwait(false))
                : options.Value.Secret;
        }

        return _secret;
    }

    /// <summary>Compares in constant time.</summary>
    internal async ValueTask<bool> IsAsync(string candidate, CancellationToken cancellationToken)
    {
        var secret = await GetAsync(cancellationToken).ConfigureAwait(false);
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(candidate)), SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
    }
}
