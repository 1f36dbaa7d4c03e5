using System.Collections.Concurrent;
using System.Net;
using System.Text;
using AssistantBot.BotFramework.Authentication;
using AssistantBot.BotFramework.Connector;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Tests.BotFramework.Authentication;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.BotFramework.Connector;

/// <summary>A connector that answers as told, and the sender before it.</summary>
internal sealed class ScriptedConnector : HttpMessageHandler
{
    public const string Teams = "https://smba.trafficmanager.net/emea/";

    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _script = new();

    private ScriptedConnector(bool local, TimeSpan? timeout)
    {
        var settings = new Dictionary<string, string?>();
        if (!local)
            settings["MicrosoftAppId"] = TestIssuer.AppId;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var credentials = new BotCredentialOptions();
        BotCredentialOptions.Bind(credentials, configuration);
        var options = Options.Create(new ConnectorOptions { Timeout = timeout ?? TimeSpan.FromSeconds(20) });
        options.Value.AllowedHosts.Add("*.allowed.example");
        Policy = new(new LocalMode(Options.Create(credentials), configuration), options);
        Tokens = new(local);
        Client = new ConnectorClient(new ConnectorTransport(Tokens, Policy, options, TimeProvider.System, this));
        Sender = new(Client, Policy);
    }

    public ServiceUrlPolicy Policy { get; }

    public FakeTokens Tokens { get; }

    public ConnectorClient Client { get; }

    public ConnectorSender Sender { get; }

    public ConcurrentQueue<(string Method, string Url, string? Token, string? Body)> Requests { get; } = new();

    public static ScriptedConnector Create(bool local = false, TimeSpan? timeout = null) => new(local, timeout);

    public ScriptedConnector Answer(HttpStatusCode status, string body = "", string? retryAfter = null, string? location = null) => Answer(_ =>
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (retryAfter is not null)
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        if (location is not null)
            response.Headers.Location = new Uri(location);
        return Task.FromResult(response);
    });

    public ScriptedConnector Answer(Func<CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _script.Enqueue(answer);
        return this;
    }

    public static OutboxItem Item(OutboxOperation operation = OutboxOperation.Send, string? serviceUrl = Teams, Activity? activity = null, string? target = "t;1", ConversationParameters? thread = null) =>
        new(1, operation, new() { ChannelId = ChannelIds.Msteams, ServiceUrl = serviceUrl, Conversation = new() { Id = "19:a@thread.tacv2;messageid=7" } },
            activity ?? Message(), target, thread);

    public static Activity Message()
    {
        var message = Activity.CreateMessage("é");
        (message.Id, message.CallerId) = ("local-1", "urn:x");
        return message;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Enqueue((request.Method.Method, request.RequestUri!.AbsoluteUri, request.Headers.Authorization?.Parameter,
            request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken)));
        return await _script.Dequeue()(cancellationToken);
    }

    internal sealed class FakeTokens(bool local) : IBotTokenProvider
    {
        private int _number = 1;

        public BotTokenException? Failure { get; set; }

        public ValueTask<string?> GetAsync(CancellationToken cancellationToken) =>
            Failure is { } failure ? throw failure : ValueTask.FromResult(local ? null : $"token-{_number}");

        public void Drop(string token) => _number++;
    }
}
