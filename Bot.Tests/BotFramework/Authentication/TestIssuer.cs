using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace AssistantBot.Tests.BotFramework.Authentication;

/// <summary>A channel token issuer on loopback: metadata, key set with endorsements, tokens good and bad. Also a token endpoint.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    public const string Issuer = "https://api.botframework.com";
    public const string AppId = "0f1f4c1a-7b1e-4f0e-9c55-3a1c2b3d4e5f";
    public const string Tenant = "7d1b1a52-34b1-4d0c-9a44-111111111111";
    public const string ServiceUrl = "https://smba.trafficmanager.net/emea/";

    // Making a key takes long; the tests only need one.
    private static readonly RSA SharedKey = RSA.Create(2048);

    private readonly WebApplication _app;

    private TestIssuer(WebApplication app) => _app = app;

    public RSA Key { get; } = SharedKey;

    public ConcurrentDictionary<string, JsonObject> Keys { get; } = new();

    public int MetadataRequests;

    public int TokenRequests;

    public Func<HttpContext, Task>? Failure { get; set; }

    public Func<HttpContext, Task>? OnToken { get; set; }

    public string Address => _app.Urls.First();

    public static async Task<TestIssuer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["urls"] = "http://127.0.0.1:0" });
        builder.Services.AddRouting();
        var app = builder.Build();
        var issuer = new TestIssuer(app);
        issuer.Publish("k1", issuer.Key, ["msteams", "webchat"]);
        app.UseRouting();
        app.MapGet("/metadata", async http =>
        {
            Interlocked.Increment(ref issuer.MetadataRequests);
            if (issuer.Failure is { } failure)
                await failure(http);
            else
                await http.Response.WriteAsync($$"""{"issuer":"{{Issuer}}","jwks_uri":"{{issuer.Address}}/keys","id_token_signing_alg_values_supported":["RS256"]}""");
        });
        app.MapGet("/keys", http => http.Response.WriteAsync(new JsonObject { ["keys"] = new JsonArray([.. issuer.Keys.Values.Select(key => key.DeepClone())]) }.ToJsonString()));
        app.MapPost("/oauth2/v2.0/token", async http =>
        {
            Interlocked.Increment(ref issuer.TokenRequests);
            if (issuer.OnToken is { } answer)
                await answer(http);
            else
                await http.Response.WriteAsync("""{"token_type":"Bearer","expires_in":3600,"access_token":"outbound-1"}""");
        });
        await app.StartAsync();
        return issuer;
    }

    /// <summary>Settings of a bot that trusts this issuer.</summary>
    public Dictionary<string, string?> Settings() => new()
    {
        ["MicrosoftAppType"] = "SingleTenant",
        ["MicrosoftAppId"] = AppId,
        ["MicrosoftAppPassword"] = "password-of-the-bot",
        ["MicrosoftAppTenantId"] = Tenant,
        ["ToBotFromChannelOpenIdMetadataUrl"] = Address + "/metadata",
        ["ToChannelFromBotLoginUrl"] = Address,
        ["Tenants:VerifyMembers"] = "false",
    };

    public void Publish(string kid, RSA key, string[]? endorsements, X509Certificate2? certificate = null)
    {
        var parameters = key.ExportParameters(false);
        var entry = new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = kid,
            ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
            ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
        };
        if (endorsements is not null)
            entry["endorsements"] = new JsonArray([.. endorsements.Select(name => (JsonNode)name)]);
        if (certificate is not null)
            entry["x5c"] = new JsonArray(Convert.ToBase64String(certificate.RawData));
        Keys[kid] = entry;
    }

    public static JsonObject Header() => new() { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = "k1" };

    public static JsonObject Claims(DateTimeOffset? now = null)
    {
        var at = (now ?? DateTimeOffset.UtcNow).ToUnixTimeSeconds();
        return new() { ["iss"] = Issuer, ["aud"] = AppId, ["nbf"] = at - 60, ["exp"] = at + 3600, ["serviceurl"] = ServiceUrl };
    }

    public string Token(Action<JsonObject>? claims = null, Action<JsonObject>? header = null, RSA? key = null, DateTimeOffset? now = null)
    {
        var (head, body) = (Header(), Claims(now));
        header?.Invoke(head);
        claims?.Invoke(body);
        return Sign(head.ToJsonString(), body.ToJsonString(), key ?? Key);
    }

    public static string Sign(string header, string claims, RSA key, HashAlgorithmName? hash = null)
    {
        var unsigned = Encode(header) + "." + Encode(claims);
        return unsigned + "." + Base64UrlEncoder.Encode(key.SignData(Encoding.ASCII.GetBytes(unsigned), hash ?? HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    public static string Encode(string json) => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(json));

    public static string Activity(string channelId = "msteams", string serviceUrl = ServiceUrl, string? id = null) => new JsonObject
    {
        ["type"] = "message",
        ["id"] = id ?? Guid.NewGuid().ToString("N"),
        ["channelId"] = channelId,
        ["serviceUrl"] = serviceUrl,
        ["from"] = new JsonObject { ["id"] = "29:user", ["name"] = "Camille", ["aadObjectId"] = "11111111-2222-3333-4444-555555555555" },
        ["recipient"] = new JsonObject { ["id"] = "28:" + AppId },
        ["conversation"] = new JsonObject { ["id"] = "a:conversation", ["tenantId"] = Tenant, ["conversationType"] = "personal" },
        ["text"] = "Bonjour",
    }.ToJsonString(new JsonSerializerOptions());

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
