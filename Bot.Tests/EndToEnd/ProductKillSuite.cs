using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.EndToEnd;

/// <summary>The whole product, talked to over Direct Line's wire protocol and killed again and again while people write.</summary>
public abstract class ProductKillSuite : IAsyncLifetime
{
    private const string Secret = "a-secret-for-this-test-only-0123456789";
    private const int People = 4;
    private static readonly string[] Says = ["/version", "Où en est ma commande ?", "How do I return an item?", "merci"];

    private readonly int _kills;
    private ProductProcess _product = null!;
    private volatile TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="kills">How often it is killed.</param>
    private protected ProductKillSuite(int kills) => _kills = kills;

    public async Task InitializeAsync() =>
        _product = await ProductProcess.StartAsync(new Dictionary<string, string>(await StorageAsync()) { ["DirectLine__Secret"] = Secret });

    public async Task DisposeAsync() => await _product.DisposeAsync();

    /// <summary>Configuration that names an empty database.</summary>
    protected abstract Task<IReadOnlyDictionary<string, string>> StorageAsync();

    [Fact]
    public async Task Kill_AgainAndAgainWhilePeopleWrite_LosesNothingAndAnswersNothingTwice()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, People).Select(_ => Person.StartAsync(_product.BaseAddress)));
        using var enough = new CancellationTokenSource();
        _up.SetResult();
        var writing = people.Select(person => person.WriteAsync(() => _up.Task, enough.Token)).ToArray();

        for (var kill = 0; kill < _kills; kill++)
        {
            // Kill after a number of further acknowledgements that differs each time: a random moment of the conversations.
            await people[kill % People].AcknowledgedAsync((kill * 7 % 5) + 1);
            _up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await _product.KillAsync();
            await _product.StartAgainAsync();
            _up.SetResult();
        }

        await enough.CancelAsync();
        await Task.WhenAll(writing);
        foreach (var person in people)
        {
            var feed = await person.FeedUntilAnsweredAsync();
            Assert.Equal(person.Acknowledged.Count, person.Acknowledged.Distinct().Count());
            foreach (var id in person.Acknowledged)
                Assert.Single(feed, activity => activity.Id == id);
            Assert.Equal(feed.Where(activity => activity.FromPerson).Select(activity => activity.Id), person.Acknowledged);
            Assert.All(feed.Where(activity => !activity.FromPerson).GroupBy(activity => activity.Id), same => Assert.Single(same));
            foreach (var version in person.Asked.Where(asked => asked.Text == Says[0]))
                Assert.Single(feed, activity => activity.ReplyTo == version.Id);
        }
    }

    private sealed record Seen(string Id, bool FromPerson, string? ReplyTo, string? Text);

    private sealed class Person(HttpClient http, string conversation) : IDisposable
    {
        private readonly SemaphoreSlim _acknowledged = new(0);

        public List<string> Acknowledged { get; } = [];

        public List<(string Id, string Text)> Asked { get; } = [];

        public static async Task<Person> StartAsync(Uri product)
        {
            var http = new HttpClient { BaseAddress = product, Timeout = TimeSpan.FromSeconds(20) };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
            using var token = await http.PostAsJsonAsync("v3/directline/tokens/generate", new { });
            var bearer = (await token.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            using var started = await http.PostAsJsonAsync("v3/directline/conversations", new { user = new { } });
            return new Person(http, (await started.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("conversationId").GetString()!);
        }

        /// <summary>Writes one message after another; one that got no answer is sent again with the same client id, as a person presses retry.</summary>
        public async Task WriteAsync(Func<Task> up, CancellationToken enough)
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
            {
                var text = Says[i % Says.Length];
                string? id = null;
                while (id is null)
                {
                    await up();
                    id = await PostAsync(text, $"m{i}");
                }

                Acknowledged.Add(id);
                Asked.Add((id, text));
                _acknowledged.Release();
            }
        }

        public async Task AcknowledgedAsync(int further)
        {
            while (_acknowledged.Wait(0))
            {
                // What was acknowledged before does not count.
            }

            for (var i = 0; i < further; i++)
                Assert.True(await _acknowledged.WaitAsync(Patience.Generous), "nothing was acknowledged");
        }

        public async Task<IReadOnlyList<Seen>> FeedUntilAnsweredAsync()
        {
            var deadline = DateTimeOffset.UtcNow + Patience.Generous;
            while (true)
            {
                var feed = await FeedAsync();
                var owed = Asked.Where(asked => asked.Text == Says[0]).Count(asked => feed.All(seen => seen.ReplyTo != asked.Id));
                if (owed == 0)
                    return feed;
                Assert.True(DateTimeOffset.UtcNow < deadline, $"{owed} acknowledged messages were not answered");
            }
        }

        public void Dispose()
        {
            http.Dispose();
            _acknowledged.Dispose();
        }

        private async Task<IReadOnlyList<Seen>> FeedAsync()
        {
            var feed = new List<Seen>();
            var watermark = "";
            while (true)
            {
                var set = await http.GetFromJsonAsync<JsonElement>($"v3/directline/conversations/{conversation}/activities?watermark={watermark}");
                var activities = set.GetProperty("activities");
                if (activities.GetArrayLength() == 0)
                    return feed;
                watermark = set.GetProperty("watermark").GetString();
                foreach (var activity in activities.EnumerateArray().Where(activity => activity.GetProperty("type").GetString() == "message"))
                {
                    feed.Add(new Seen(
                        activity.GetProperty("id").GetString()!,
                        activity.GetProperty("from").GetProperty("role").GetString() == "user",
                        activity.TryGetProperty("replyToId", out var reply) ? reply.GetString() : null,
                        activity.TryGetProperty("text", out var text) ? text.GetString() : null));
                }
            }
        }

        private async Task<string?> PostAsync(string text, string clientId)
        {
            try
            {
                using var response = await http.PostAsJsonAsync(
                    $"v3/directline/conversations/{conversation}/activities",
                    new { type = "message", text, from = new { id = "me" }, channelData = new { clientActivityID = clientId } });
                if (response.StatusCode == HttpStatusCode.OK)
                    return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
                Assert.True(response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests, $"answered {response.StatusCode}");
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or TaskCanceledException)
            {
                // The product is down: nothing was acknowledged.
            }

            return null;
        }
    }
}

public sealed class SqliteProductKillTests() : ProductKillSuite(kills: 12)
{
    protected override Task<IReadOnlyDictionary<string, string>> StorageAsync() =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>());
}

[Collection(PostgresServer.Collection)]
public sealed class PostgreSqlProductKillTests(PostgresServer server) : ProductKillSuite(kills: 4)
{
    protected override async Task<IReadOnlyDictionary<string, string>> StorageAsync() => new Dictionary<string, string>
    {
        ["Storage__Provider"] = "PostgreSql",
        ["Storage__ConnectionString"] = await server.EmptyDatabaseAsync("productkills"),
    };
}
