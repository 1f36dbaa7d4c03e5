using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AssistantBot.Benchmarks.Load;
using AssistantBot.BotFramework.Authentication;
using AssistantBot.BotFramework.Hosting;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.BotFramework.Turns.State;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Retrieval;
using AssistantBot.Triage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AssistantBot.Benchmarks.Micro;

/// <summary><c>micro</c>: the parts of a turn by themselves, on one thread.</summary>
internal static class MicroCommand
{
    private const string Tenant = "00000000-0000-0000-0000-000000000001";

    private static readonly string[] SigningAlgorithms = ["RS256"];
    private static readonly string[] Endorsements = ["msteams"];

    private static readonly string[] Says =
    [
        "Bonjour, combien de jours de congé me reste-t-il ?", "How do I return a parcel that arrived broken?",
        "J'en ai assez, personne ne me répond depuis trois semaines !", "Je voudrais parler à quelqu'un", "Où se trouve la salle Lumière ?", "merci beaucoup",
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        var options = LoadOptions.Parse(args, out _, new LoadOptions { Duration = TimeSpan.FromSeconds(3) });
        var seconds = options.Duration.TotalSeconds;
        var body = Encoding.UTF8.GetBytes($$"""
            {"type":"message","id":"1700000000001","timestamp":"2026-01-01T10:00:00Z","serviceUrl":"https://smba.trafficmanager.net/emea/","channelId":"msteams","from":{"id":"29:anna","name":"Anna","aadObjectId":"{{Tenant}}"},"conversation":{"conversationType":"personal","tenantId":"{{Tenant}}","id":"a:conversation"},"recipient":{"id":"28:bot","name":"Bot"},"text":"Bonjour, combien de jours de congé me reste-t-il ?","textFormat":"plain","locale":"fr-FR","channelData":{"tenant":{"id":"{{Tenant}}"} } }
            """);
        var activity = ActivityJson.Read(body);
        var results = new Dictionary<string, Timing>
        {
            ["activity_read_and_checked"] = Timing.Of(_ => ActivityReader.TryRead(body, out var read), seconds),
            ["activity_written"] = Timing.Of(_ => ActivityJson.WriteUtf8(activity), seconds),
            ["turn_in_memory"] = Turn(body, seconds),
            ["triage"] = Triage(seconds),
            ["retrieval_200_entries"] = Retrieval(200, seconds),
            ["token_validated"] = await TokenAsync(activity, seconds),
        };
        Console.WriteLine(LoadReport.Write(results));
        return 0;
    }

    // Read, middleware, bot, state loaded, counted and saved, reply addressed: all that happens between the claim and the commit.
    private static Timing Turn(byte[] body, double seconds)
    {
        var adapter = new DurableAdapter(new NoStates(), [], []);
        var state = new ConversationState();
        var bot = new CountingBot(state);
        var key = new ConversationKey(ChannelIds.Msteams, "a:conversation");
        var identity = JsonSerializer.SerializeToUtf8Bytes(new TurnIdentity(TurnOrigin.Channel, "29:anna"), TurnJson.Default.TurnIdentity);
        return Timing.Of(
            i =>
            {
                var turn = new ClaimedTurn(i, 1, key, i, InboxKind.Ordered, TurnOrigin.Channel, 1, body, identity, null);
                var work = new TurnUnitOfWork(key, i);
                var run = adapter.RunAsync(turn, TurnActivity.Read(turn), work, null, bot, "fr", CancellationToken.None);
                run.GetAwaiter().GetResult();
                if (work.Effects.Count != 2)
                    throw new InvalidOperationException("The turn did not reply and save.");
            },
            seconds);
    }

    private static Timing Triage(double seconds)
    {
        var triage = new ServiceCollection().AddTriage(new ConfigurationBuilder().Build()).BuildServiceProvider().GetRequiredService<ITriage>();
        return Timing.Of(i => triage.Assess(new TriageInput(Says[i % Says.Length])), seconds);
    }

    private static Timing Retrieval(int entries, double seconds)
    {
        var knowledge = new SyntheticKnowledge(1);
        var retriever = new KnowledgeRetriever(new RetrievalOptions());
        retriever.Publish(knowledge.Base(entries));
        var questions = knowledge.Questions(500);
        return Timing.Of(i => retriever.Search(new RetrievalQuery(questions[i % questions.Count], Audience.All)), seconds);
    }

    // As in production: an RSA signature over a token of the Bot Connector's shape, keys fetched once.
    private static async Task<Timing> TokenAsync(Activity activity, double seconds)
    {
        const string AppId = "0f1f4c1a-7b1e-4f0e-9c55-3a1c2b3d4e5f";
        using var rsa = RSA.Create(2048);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var issuer = builder.Build();
        issuer.Urls.Add("http://127.0.0.1:0");
        issuer.MapGet("/metadata", (HttpContext http) => http.Response.WriteAsJsonAsync(new { issuer = "https://api.botframework.com", jwks_uri = $"{issuer.Urls.First()}/keys", id_token_signing_alg_values_supported = SigningAlgorithms }));
        var parameters = rsa.ExportParameters(false);
        issuer.MapGet("/keys", (HttpContext http) => http.Response.WriteAsJsonAsync(new { keys = new[] { new { kty = "RSA", use = "sig", kid = "k1", n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent), endorsements = Endorsements } } }));
        await issuer.StartAsync();
        var settings = new Dictionary<string, string?>
        {
            ["MicrosoftAppType"] = "SingleTenant",
            ["MicrosoftAppId"] = AppId,
            ["MicrosoftAppPassword"] = "password",
            ["MicrosoftAppTenantId"] = Tenant,
            ["ToBotFromChannelOpenIdMetadataUrl"] = issuer.Urls.First() + "/metadata",
        };
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddBotFrameworkAuthentication()
            .BuildServiceProvider();
        var validator = services.GetRequiredService<IChannelTokenValidator>();
        var header = "Bearer " + new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "https://api.botframework.com",
            Audience = AppId,
            Expires = DateTime.UtcNow.AddHours(1),
            NotBefore = DateTime.UtcNow.AddMinutes(-1),
            Claims = new Dictionary<string, object> { ["serviceurl"] = activity.ServiceUrl! },
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256),
        });
        var first = await validator.ValidateAsync(header, CancellationToken.None);
        if (first.Outcome != ChannelTokenOutcome.Valid)
            throw new InvalidOperationException($"The token was refused: {first.Reason}.");
        return Timing.Of(_ => validator.ValidateAsync(header, CancellationToken.None).AsTask().GetAwaiter().GetResult(), seconds);
    }

    private sealed class NoStates : IStateReader
    {
        private static readonly Task<IReadOnlyDictionary<string, StateDocument>> Nothing =
            Task.FromResult<IReadOnlyDictionary<string, StateDocument>>(new Dictionary<string, StateDocument>());

        public Task<IReadOnlyDictionary<string, StateDocument>> ReadAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) => Nothing;
    }

    private sealed class CountingBot(ConversationState state) : ActivityHandler
    {
        private readonly IStatePropertyAccessor<int> _turns = state.CreateProperty<int>("turns");

        public override async Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
        {
            await base.OnTurnAsync(turnContext, cancellationToken);
            await state.SaveChangesAsync(turnContext, cancellationToken: cancellationToken);
        }

        protected override async Task OnMessageActivityAsync(ITurnContext turnContext, CancellationToken cancellationToken)
        {
            var turns = await _turns.GetAsync(turnContext, () => 0, cancellationToken) + 1;
            await _turns.SetAsync(turnContext, turns, cancellationToken);
            await turnContext.SendActivityAsync($"{turns}", cancellationToken: cancellationToken);
        }
    }
}
