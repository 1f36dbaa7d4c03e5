using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace AssistantBot.BotFramework.Authentication;

/// <summary>Reads a JWKS document with the Bot Framework's <c>endorsements</c>.</summary>
internal static class ChannelKeyDocument
{
    private const int MaxKeys = 100;
    private const int MinKeyBits = 2048;

    /// <summary>The RSA keys by <c>kid</c>. A key that cannot be used is left out; it cannot sign then.</summary>
    /// <exception cref="JsonException">The document is not a key set.</exception>
    public static Dictionary<string, ChannelKey> Read(ReadOnlyMemory<byte> utf8Json)
    {
        using var document = JsonDocument.Parse(utf8Json);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array)
            throw new JsonException("A key set was expected.");
        var result = new Dictionary<string, ChannelKey>(StringComparer.Ordinal);
        foreach (var entry in keys.EnumerateArray().Take(MaxKeys))
        {
            if (entry.ValueKind == JsonValueKind.Object && Text(entry, "kid") is { Length: > 0 } kid && ReadKey(entry, kid) is { } key)
                result[kid] = key;
        }

        return result;
    }

    private static ChannelKey? ReadKey(JsonElement entry, string kid)
    {
        if (Text(entry, "kty") != "RSA" || Text(entry, "use") is not (null or "sig")
            || Text(entry, "n") is not { } modulus || Text(entry, "e") is not { } exponent)
            return null;
        try
        {
            var key = new RsaSecurityKey(new RSAParameters
            {
                Modulus = Base64UrlEncoder.DecodeBytes(modulus),
                Exponent = Base64UrlEncoder.DecodeBytes(exponent),
            })
            { KeyId = kid };
            if (key.KeySize < MinKeyBits)
                return null;
            if (!entry.TryGetProperty("x5c", out var chain) || chain.ValueKind != JsonValueKind.Array || chain.GetArrayLength() == 0)
                return new(key, Endorsements(entry), null, null);
            using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(chain[0].GetString() ?? ""));
            return new(key, Endorsements(entry), certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
        }
        catch (Exception unusable) when (unusable is FormatException or CryptographicException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static List<string> Endorsements(JsonElement entry) =>
        entry.TryGetProperty("endorsements", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
            : [];

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
