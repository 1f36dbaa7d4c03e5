using System.Net.Http.Json;
using System.Text.Json;
using AssistantBot.Bot.Desk;
using AssistantBot.Bot.Widget;
using AssistantBot.BotFramework.Authentication;
using AssistantBot.BotFramework.DirectLine;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Cards;
using AssistantBot.Dialogs.Wording;
using AssistantBot.Handoff.Requests;
using AssistantBot.Handoff.Review;
using AssistantBot.Handoff.Reviews;
using AssistantBot.Handoff.Suggestions;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Answering;
using AssistantBot.Knowledge.Gaps;
using AssistantBot.Knowledge.Loading;
using AssistantBot.Knowledge.Proposals;
using AssistantBot.Knowledge.Publishing;
using AssistantBot.Knowledge.Retrieval;
using AssistantBot.Tests.Dialogs;
using AssistantBot.Tests.Support;
using AssistantBot.Triage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace AssistantBot.Tests.Desk;

/// <summary>The pages' endpoints over HTTP in memory, on an engine and a handoff store made of lists.</summary>
internal sealed class DeskHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DeskHost(WebApplication app) => _app = app;

    public FakeTurnEngine Engine { get; } = new();

    public FakeHandoffStore Handoffs { get; } = new();

    public InMemoryKnowledgeStore Knowledge { get; } = new();

    public InMemoryGapStore Gaps { get; } = new();

    public InMemoryProposalStore Proposals { get; } = new();

    public FakeOfficeExamples Examples { get; } = new();

    public InMemoryDisagreements Disagreements { get; } = new();

    /// <summary>The model that proposes, if any.</summary>
    public IChatClient? Model { get; set; }

    public KnowledgeRetriever Retriever { get; } = new(new RetrievalOptions());

    public DeskKeys Keys => _app.Services.GetRequiredService<DeskKeys>();

    public static async Task<DeskHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value));
        DeskHost host = null!;
        var answerer = Mock.Of<IAnswerer>();
        var monitor = new Mock<ITurnMonitor>();
        monitor.Setup(m => m.ReadParkedAsync(It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync([new ParkedItem(ParkedKind.Send, 7, new ConversationKey("msteams", "t"), "413", DateTimeOffset.UnixEpoch)]);
        var suggestions = new Mock<ISuggestions>();
        suggestions.Setup(s => s.SuggestAsync(It.IsAny<HandoffRequest>(), It.IsAny<IReadOnlyList<TranscriptEntry>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync([new Suggestion("Bonjour.")]);
        builder.Services
            .AddOptions<BotCredentialOptions>().Bind(builder.Configuration).Services
            .AddOptions<DirectLineOptions>().Bind(builder.Configuration.GetSection("DirectLine")).Services
            .AddSingleton<LocalMode>()
            .AddSingleton<DirectLineTokens>()
            .AddSingleton<DirectLineLimits>()
            .AddSingleton<AttachmentLinks>()
            .AddSingleton<ITurnDispatcher>(_ => host.Engine)
            .AddSingleton<ITranscriptStore>(_ => host.Engine)
            .AddSingleton<INodeNotices, SoleNode>()
            .AddSingleton<IConversationSignals, ConversationSignals>()
            .AddSingleton<IInstallationSecrets>(_ => host.Engine)
            .AddSingleton<IHandoffStore>(_ => host.Handoffs)
            .AddSingleton<DecisionReviews>()
            .AddSingleton<IOfficeExamples>(_ => host.Examples)
            .AddSingleton<ITriageDisagreements>(_ => host.Disagreements)
            .AddSingleton(monitor.Object)
            .AddSingleton(suggestions.Object)
            .AddSingleton(answerer)
            .AddSingleton<IKnowledgeStore>(_ => host.Knowledge)
            .AddSingleton<IGapStore>(_ => host.Gaps)
            .AddSingleton(_ => host.Retriever).AddSingleton<IKnowledgeRetriever>(_ => host.Retriever)
            .AddSingleton<KnowledgePublisher>()
            .AddSingleton<IProposalStore>(_ => host.Proposals)
            .AddSingleton<OpenProposals>()
            .AddSingleton(_ => new KnowledgeProposals(host.Model, TimeProvider.System, NullLogger<KnowledgeProposals>.Instance))
            .AddOptions<KnowledgeOptions>().Services
            .AddSingleton<IWording, WordingCatalog>()
            .AddPages();
        var app = builder.Build();
        host = new DeskHost(app);
        app.MapPages();
        await app.StartAsync();
        return host;
    }

    /// <summary>Adds a waiting handoff of a web visitor.</summary>
    public HandoffRequest AddHandoff(string id, TriageReason reason = TriageReason.ExplicitRequest, string personId = "dl_ana", bool confidential = false)
    {
        var request = new HandoffRequest
        {
            Id = id,
            Reference = "K-204",
            Conversation = new ConversationKey("directline", "conversation-" + id),
            PersonId = personId,
            PersonName = "Ana",
            Language = "fr",
            Reason = reason,
            Confidential = confidential,
            Brief = new HandoffBrief("Pourquoi", "Ce qui est demandé"),
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        Handoffs.Requests.Add(request);
        return request;
    }

    /// <summary>A browser without cookies.</summary>
    public HttpClient NewBrowser()
    {
        var client = _app.GetTestClient();
        client.DefaultRequestHeaders.Add("X-Requested-With", "assistantbot");
        return client;
    }

    /// <summary>A browser that entered by a one-time link.</summary>
    public async Task<HttpClient> SignInAsync(string name = "Sophie")
    {
        var browser = NewBrowser();
        using var entered = await browser.GetAsync(new Uri($"/desk?key={Keys.Issue()}", UriKind.Relative));
        browser.DefaultRequestHeaders.Add("Cookie", CookieOf(entered));
        browser.DefaultRequestHeaders.Add("X-Desk-As", Uri.EscapeDataString(name));
        return browser;
    }

    /// <summary>The cookie that an answer sets, as a browser sends it back.</summary>
    public static string CookieOf(HttpResponseMessage response) =>
        string.Join("; ", response.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));

    public static Task<JsonElement> ReadAsync(HttpClient browser, string path) => browser.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
