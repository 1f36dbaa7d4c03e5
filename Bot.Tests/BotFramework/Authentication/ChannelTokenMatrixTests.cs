using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using AssistantBot.Tests.BotFramework.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace AssistantBot.Tests.BotFramework.Authentication;

/// <summary>Every token that is wrong in one way is refused, leaves no row and learns nothing; the right ones pass.</summary>
public sealed class ChannelTokenMatrixTests
{
    private static readonly RSA Foreign = RSA.Create(2048);

    [Fact]
    public async Task Messages_TokensWrongInOneWay_AreAllRefused()
    {
        await using var issuer = await TestIssuer.StartAsync();
        PublishOddKeys(issuer);
        await using var host = await ChannelHost.StartAsync(issuer.Settings());
        var good = TestIssuer.Activity();
        var cases = HeaderCases(issuer).Concat(TokenCases(issuer))
            .Select(entry => (entry.Name, entry.Header, Body: good))
            .Concat(ActivityCases(issuer)).ToList();
        Assert.True(cases.Count >= 60, $"only {cases.Count} cases");
        foreach (var (name, header, body) in cases)
        {
            using var response = await PostAsync(host, header, body);
            Assert.True(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, $"{name}: {response.StatusCode}");
            Assert.Equal("", await response.Content.ReadAsStringAsync());
        }

        Assert.Empty(host.Engine.Inbox);
        Assert.Equal(0, issuer.TokenRequests);
        using var accepted = await PostAsync(host, "Bearer " + issuer.Token(), good);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Single(host.Engine.Inbox);
    }

    [Fact]
    public async Task Messages_RightTokens_AreAccepted()
    {
        await using var issuer = await TestIssuer.StartAsync();
        PublishOddKeys(issuer);
        await using var host = await ChannelHost.StartAsync(issuer.Settings());
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        (string Name, string Token)[] cases =
        [
            ("plain", issuer.Token()),
            ("RS384", TestIssuer.Sign("""{"alg":"RS384","typ":"JWT","kid":"k1"}""", TestIssuer.Claims().ToJsonString(), issuer.Key, HashAlgorithmName.SHA384)),
            ("RS512", TestIssuer.Sign("""{"alg":"RS512","typ":"JWT","kid":"k1"}""", TestIssuer.Claims().ToJsonString(), issuer.Key, HashAlgorithmName.SHA512)),
            ("expired within the skew", issuer.Token(claims => claims["exp"] = now - 290)),
            ("not yet valid within the skew", issuer.Token(claims => claims["nbf"] = now + 290)),
            ("service URL in another case", issuer.Token(claims => claims["serviceurl"] = TestIssuer.ServiceUrl.ToUpperInvariant())),
            ("valid certificate", issuer.Token(header: header => header["kid"] = "certificate-valid")),
        ];
        foreach (var (name, token) in cases)
        {
            using var response = await PostAsync(host, "Bearer " + token, TestIssuer.Activity());
            Assert.True(response.StatusCode == HttpStatusCode.Accepted, $"{name}: {response.StatusCode}");
        }

        using var withoutUrl = await PostAsync(host, "Bearer " + issuer.Token(), Edit(body => body.Remove("serviceUrl")));
        Assert.Equal(HttpStatusCode.Accepted, withoutUrl.StatusCode);
        Assert.Equal(TestIssuer.ServiceUrl, host.Engine.Inbox.Last().Activity.ServiceUrl);
        Assert.Equal("urn:botframework:azure", host.Engine.Inbox.Last().Activity.CallerId);
    }

    private static IEnumerable<(string Name, string? Header)> HeaderCases(TestIssuer issuer)
    {
        var token = issuer.Token();
        yield return ("no header", null);
        yield return ("empty header", "");
        yield return ("scheme only", "Bearer");
        yield return ("scheme and blank", "Bearer ");
        yield return ("lower-case scheme", "bearer " + token);
        yield return ("upper-case scheme", "BEARER " + token);
        yield return ("two spaces", "Bearer  " + token);
        yield return ("three parts", "Bearer " + token + " x");
        yield return ("basic", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("a:b")));
        yield return ("no scheme", token);
        yield return ("64 KB token", "Bearer " + token + new string('a', 20_000));
        yield return ("garbage", "Bearer abc");
        yield return ("two dots", "Bearer ..");
        yield return ("not base64", "Bearer !!.??.$$");
        yield return ("JWE form", "Bearer " + TestIssuer.Encode("""{"alg":"RSA-OAEP","enc":"A256GCM","zip":"DEF"}""") + ".a.b.c.d");
        yield return ("the bot's own outbound token", "Bearer outbound-1");
    }

    private static IEnumerable<(string Name, string? Header)> TokenCases(TestIssuer issuer)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var unsigned = TestIssuer.Encode("""{"alg":"none","kid":"k1"}""") + "." + TestIssuer.Encode(TestIssuer.Claims().ToJsonString()) + ".";
        yield return Case("alg none", unsigned);
        yield return Case("alg None", unsigned.Replace(TestIssuer.Encode("""{"alg":"none","kid":"k1"}"""), TestIssuer.Encode("""{"alg":"None","kid":"k1"}"""), StringComparison.Ordinal));
        yield return Case("signature cut off", issuer.Token()[..(issuer.Token().LastIndexOf('.') + 1)]);
        yield return Case("signature changed", issuer.Token() + "A");
        yield return Case("HS256 with the public key", Hmac("""{"alg":"HS256","kid":"k1"}""", Encoding.ASCII.GetBytes(issuer.Key.ExportRSAPublicKeyPem())));
        yield return Case("HS256 with the modulus", Hmac("""{"alg":"HS256","kid":"k1"}""", issuer.Key.ExportParameters(false).Modulus!));
        yield return Case("ES256", Elliptic());
        yield return Case("PS256 header", issuer.Token(header: header => header["alg"] = "PS256"));
        yield return Case("RS1 header", issuer.Token(header: header => header["alg"] = "RS1"));
        yield return Case("alg missing", issuer.Token(header: header => header.Remove("alg")));
        yield return Case("alg of another case", issuer.Token(header: header => header["alg"] = "rs256"));
        yield return Case("foreign key, known kid", issuer.Token(key: Foreign));
        yield return Case("no kid", issuer.Token(header: header => header.Remove("kid")));
        yield return Case("empty kid", issuer.Token(header: header => header["kid"] = ""));
        yield return Case("unknown kid", issuer.Token(header: header => header["kid"] = "k404"));
        yield return Case("kid of another case", issuer.Token(header: header => header["kid"] = "K1"));
        yield return Case("kid path", issuer.Token(header: header => header["kid"] = "../../dev/null"));
        yield return Case("jku", issuer.Token(header: header => (header["kid"], header["jku"]) = ("evil", issuer.Address + "/keys"), key: Foreign));
        yield return Case("x5u", issuer.Token(header: header => header["x5u"] = issuer.Address + "/cert", key: Foreign));
        yield return Case("jwk", issuer.Token(header: header => header["jwk"] = Jwk(Foreign), key: Foreign));
        yield return Case("x5c", issuer.Token(header: header => header["x5c"] = new JsonArray(Convert.ToBase64String(Certificate(Foreign, -1, 1).RawData)), key: Foreign));
        yield return Case("crit", issuer.Token(header: header => header["crit"] = new JsonArray("b64")));
        yield return Case("small key", TestIssuer.Sign("""{"alg":"RS256","kid":"small"}""", TestIssuer.Claims().ToJsonString(), issuer.Key));
        yield return Case("encryption key", issuer.Token(header: header => header["kid"] = "encryption"));
        yield return Case("key without endorsements", issuer.Token(header: header => header["kid"] = "unendorsed"));
        yield return Case("key with empty endorsements", issuer.Token(header: header => header["kid"] = "empty-endorsements"));
        yield return Case("key endorsed for another channel", issuer.Token(header: header => header["kid"] = "slack"));
        yield return Case("expired certificate", issuer.Token(header: header => header["kid"] = "certificate-expired"));
        yield return Case("future certificate", issuer.Token(header: header => header["kid"] = "certificate-future"));
        yield return Case("issuer missing", issuer.Token(claims => claims.Remove("iss")));
        yield return Case("issuer empty", issuer.Token(claims => claims["iss"] = ""));
        yield return Case("issuer other", issuer.Token(claims => claims["iss"] = "https://evil.example"));
        yield return Case("issuer with slash", issuer.Token(claims => claims["iss"] = TestIssuer.Issuer + "/"));
        yield return Case("issuer gov", issuer.Token(claims => claims["iss"] = "https://api.botframework.us"));
        yield return Case("issuer of the tenant", issuer.Token(claims => claims["iss"] = $"https://sts.windows.net/{TestIssuer.Tenant}/"));
        yield return Case("issuer of another tenant", issuer.Token(claims => (claims["iss"], claims["tid"]) = ("https://login.microsoftonline.com/99999999-2222-3333-4444-555555555555/v2.0", "99999999-2222-3333-4444-555555555555")));
        yield return Case("emulator", issuer.Token(claims => (claims["iss"], claims["ver"], claims["azp"]) = ("https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0", "2.0", TestIssuer.AppId)));
        yield return Case("skill", issuer.Token(claims => (claims["iss"], claims["ver"], claims["azp"]) = ("https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/", "2.0", "other-bot")));
        yield return Case("issuer number", issuer.Token(claims => claims["iss"] = 5));
        yield return Case("audience missing", issuer.Token(claims => claims.Remove("aud")));
        yield return Case("audience empty", issuer.Token(claims => claims["aud"] = ""));
        yield return Case("audience other", issuer.Token(claims => claims["aud"] = Guid.NewGuid().ToString()));
        yield return Case("audience of two", issuer.Token(claims => claims["aud"] = new JsonArray(TestIssuer.AppId, "other")));
        yield return Case("audience empty array", issuer.Token(claims => claims["aud"] = new JsonArray()));
        yield return Case("audience object", issuer.Token(claims => claims["aud"] = new JsonObject()));
        yield return Case("audience of the service", issuer.Token(claims => claims["aud"] = "https://api.botframework.com"));
        yield return Case("expired beyond the skew", issuer.Token(claims => claims["exp"] = now - 302));
        yield return Case("not yet valid beyond the skew", issuer.Token(claims => claims["nbf"] = now + 310));
        yield return Case("no expiry", issuer.Token(claims => claims.Remove("exp")));
        yield return Case("expiry text", issuer.Token(claims => claims["exp"] = "tomorrow"));
        yield return Case("expiry null", issuer.Token(claims => claims["exp"] = null));
        yield return Case("expiry negative", issuer.Token(claims => claims["exp"] = -1));
        yield return Case("service URL claim missing", issuer.Token(claims => claims.Remove("serviceurl")));
        yield return Case("service URL claim empty", issuer.Token(claims => claims["serviceurl"] = ""));
        yield return Case("service URL claim other", issuer.Token(claims => claims["serviceurl"] = "https://evil.example/"));
        yield return Case("service URL claim other path", issuer.Token(claims => claims["serviceurl"] = "https://smba.trafficmanager.net/amer/"));
        yield return Case("service URL claim longer", issuer.Token(claims => claims["serviceurl"] = TestIssuer.ServiceUrl + "x"));
        yield return Case("service URL claim without slash", issuer.Token(claims => claims["serviceurl"] = TestIssuer.ServiceUrl.TrimEnd('/')));
        yield return Case("claims not an object", TestIssuer.Sign(TestIssuer.Header().ToJsonString(), "[]", issuer.Key));
        yield return Case("claims not JSON", TestIssuer.Sign(TestIssuer.Header().ToJsonString(), "x", issuer.Key));
    }

    private static IEnumerable<(string Name, string? Header, string Body)> ActivityCases(TestIssuer issuer)
    {
        var header = "Bearer " + issuer.Token();
        yield return ("channel not endorsed", header, TestIssuer.Activity(channelId: "slack"));
        yield return ("channel of another case", header, TestIssuer.Activity(channelId: "MSTEAMS"));
        yield return ("channel missing", header, Edit(body => body.Remove("channelId")));
        yield return ("channel empty", header, Edit(body => body["channelId"] = ""));
        yield return ("channel null", header, Edit(body => body["channelId"] = null));
        yield return ("service URL other", header, TestIssuer.Activity(serviceUrl: "https://evil.example/"));
        yield return ("service URL http", header, TestIssuer.Activity(serviceUrl: TestIssuer.ServiceUrl.Replace("https", "http", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Messages_DuplicateEnvelopeMembers_AreRefused()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var host = await ChannelHost.StartAsync(issuer.Settings());
        foreach (var twice in (string[])["\"channelId\":\"slack\"", "\"ServiceUrl\":\"https://evil.example/\"", "\"service\\u0055rl\":\"https://evil.example/\""])
        {
            using var response = await PostAsync(host, "Bearer " + issuer.Token(), TestIssuer.Activity()[..^1] + "," + twice + "}");
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }

        Assert.Empty(host.Engine.Inbox);
    }

    [Fact]
    public async Task Messages_RequiredEndorsementMissing_IsRefused()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var settings = issuer.Settings();
        settings["RequiredEndorsements:0"] = "internal-only";
        await using var host = await ChannelHost.StartAsync(settings);
        using var response = await PostAsync(host, "Bearer " + issuer.Token(), TestIssuer.Activity());
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Messages_LocalModeWithHeader_IsRefused()
    {
        await using var host = await ChannelHost.StartAsync();
        using var response = await PostAsync(host, "Bearer x", TestIssuer.Activity(serviceUrl: "http://localhost:1/"));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Messages_RefusedCalls_AreLoggedOnceWithoutTheToken()
    {
        await using var issuer = await TestIssuer.StartAsync();
        using var log = new LogCollector();
        await using var host = await ChannelHost.StartAsync(issuer.Settings(), services => services.AddSingleton<ILoggerProvider>(log));
        var token = issuer.Token(claims => claims["aud"] = "another");
        using var response = await PostAsync(host, "Bearer " + token, TestIssuer.Activity());
        Assert.Contains("audience", Assert.Single(log.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain(log.Lines, line => line.Contains(token[..40], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stream_Ticket_IsNotLogged()
    {
        using var log = new LogCollector();
        await using var host = await ChannelHost.StartAsync(configure: services => services.AddSingleton<ILoggerProvider>(log).AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace)));
        var (_, token, url) = await host.StartConversationAsync();
        var ticket = url[(url.IndexOf("t=", StringComparison.Ordinal) + 2)..];
        await using (await DirectLine.StreamReader.OpenAsync(url))
            Assert.NotEmpty(log.Lines);
        Assert.DoesNotContain(log.Lines, line => line.Contains(ticket, StringComparison.Ordinal) || line.Contains(token, StringComparison.Ordinal) || line.Contains(ChannelHost.Secret, StringComparison.Ordinal));
    }

    private static (string, string?) Case(string name, string token) => (name, "Bearer " + token);

    private static string Edit(Action<JsonObject> edit)
    {
        var body = JsonNode.Parse(TestIssuer.Activity())!.AsObject();
        edit(body);
        return body.ToJsonString();
    }

    private static async Task<HttpResponseMessage> PostAsync(ChannelHost host, string? header, string body) =>
        await host.PostAsync("/api/messages", null, body, request =>
        {
            if (header is not null)
                request.Headers.TryAddWithoutValidation("Authorization", header);
        });

    private static void PublishOddKeys(TestIssuer issuer)
    {
        issuer.Publish("unendorsed", issuer.Key, null);
        issuer.Publish("empty-endorsements", issuer.Key, []);
        issuer.Publish("slack", issuer.Key, ["slack"]);
        issuer.Publish("certificate-valid", issuer.Key, ["msteams"], Certificate(issuer.Key, -1, 1));
        issuer.Publish("certificate-expired", issuer.Key, ["msteams"], Certificate(issuer.Key, -3, -1));
        issuer.Publish("certificate-future", issuer.Key, ["msteams"], Certificate(issuer.Key, 1, 3));
        issuer.Publish("encryption", issuer.Key, ["msteams"]);
        issuer.Keys["encryption"]["use"] = "enc";
        using var small = RSA.Create(1024);
        issuer.Publish("small", small, ["msteams"]);
    }

    private static X509Certificate2 Certificate(RSA key, int fromDays, int toDays) =>
        new CertificateRequest("CN=channel", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(fromDays), DateTimeOffset.UtcNow.AddDays(toDays));

    private static JsonObject Jwk(RSA key)
    {
        var parameters = key.ExportParameters(false);
        return new() { ["kty"] = "RSA", ["n"] = Base64UrlEncoder.Encode(parameters.Modulus), ["e"] = Base64UrlEncoder.Encode(parameters.Exponent) };
    }

    private static string Hmac(string header, byte[] key)
    {
        var unsigned = TestIssuer.Encode(header) + "." + TestIssuer.Encode(TestIssuer.Claims().ToJsonString());
        return unsigned + "." + Base64UrlEncoder.Encode(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(unsigned)));
    }

    private static string Elliptic()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var unsigned = TestIssuer.Encode("""{"alg":"ES256","kid":"k1"}""") + "." + TestIssuer.Encode(TestIssuer.Claims().ToJsonString());
        return unsigned + "." + Base64UrlEncoder.Encode(key.SignData(Encoding.ASCII.GetBytes(unsigned), HashAlgorithmName.SHA256));
    }
}
