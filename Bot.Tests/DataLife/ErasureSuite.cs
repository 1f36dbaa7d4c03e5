using System.Text;
using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Cards;
using AssistantBot.Handoff.Requests;
using AssistantBot.Storage;
using AssistantBot.Storage.DataLife;
using AssistantBot.Storage.Sql;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.DataLife;

/// <summary>After an erasure nothing of the person is found anywhere; a redelivery and a restored backup do not bring them back.</summary>
public abstract class ErasureSuite : IAsyncLifetime
{
    private static readonly PersonKey Ana = new(ChannelIds.Directline, "dl_ana");

    private protected TemporaryDirectory Directory { get; } = new();

    private protected Dictionary<string, string?> Settings { get; } = [];

    protected abstract void AddStorage(IServiceCollection services);

    /// <summary>Everything the database's files or tables hold.</summary>
    protected abstract Task<string> DumpAsync();

    public virtual Task InitializeAsync()
    {
        Settings["DataLife:ErasureList"] = Directory.File("erasures.jsonl");
        return Task.CompletedTask;
    }

    public Task DisposeAsync()
    {
        Directory.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Erase_AcceptedConfidentialHandoffAndAllElse_NothingOfThePersonIsLeft()
    {
        await using var office = await DataLifeOffice.StartAsync(AddStorage, Settings);
        var handoff = await LiveAsync(office);
        var before = await DumpAsync();
        Assert.All(Enumerable.Range(1, 7), i => Assert.Contains($"CANARY{i}", before, StringComparison.Ordinal));
        var shown = office.Teams.Delivered.Count(item => Json(item).Contains("CANARY", StringComparison.Ordinal));
        Assert.True(shown >= 2, "The assistants' chat has the card and what Ana said.");

        var result = await office.Erasure.EraseAsync(Ana, CancellationToken.None);
        await office.IdleAsync();

        Assert.True(result is { Handoffs: 1, Files: 1, Messages: > 5 });
        var after = await DumpAsync();
        foreach (var trace in new[] { "CANARY", "dl_ana", "web-ana", handoff.Reference })
            Assert.True(!after.Contains(trace, StringComparison.Ordinal), $"{trace} is left: {Around(after, trace)}");
        Assert.Contains("KEPT1", after, StringComparison.Ordinal);
        Assert.Contains("KEPT2", after, StringComparison.Ordinal);
        Assert.Null(await office.Handoffs.GetAsync(handoff.Id, CancellationToken.None));
        // The card says why it is empty; what Ana said is gone from the chat.
        var updates = office.Teams.Delivered.Where(item => item.Operation == OutboxOperation.Update && Json(item).Contains("Données effacées", StringComparison.Ordinal)).ToList();
        Assert.Equal(["19:real;messageid=1", "a:sophie"], updates.Select(item => item.Reference.Conversation!.Id!).Order());
        Assert.Contains(office.Teams.Delivered, item => item.Operation == OutboxOperation.Delete && item.Reference.Conversation!.Id == "a:sophie");
        var audit = Assert.Single(await office.Data.ReadErasuresAsync(CancellationToken.None));
        Assert.True(audit.IsDone);
        Assert.DoesNotContain("dl_ana", await File.ReadAllTextAsync(Directory.File("erasures.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erase_ThenRedelivery_IsAcknowledgedAndDoesNothing_AndANewMessageBeginsAnew()
    {
        await using var office = await DataLifeOffice.StartAsync(AddStorage, Settings);
        await LiveAsync(office);
        await office.Erasure.EraseAsync(Ana, CancellationToken.None);
        await office.IdleAsync();

        Assert.True((await office.AcceptAsync(FirstMessage())).IsDuplicate);
        Assert.DoesNotContain("CANARY", await DumpAsync(), StringComparison.Ordinal);

        Assert.False((await office.AcceptAsync(DataLifeOffice.FromWeb("web-ana", "dl_ana", "Où se garer ?", "new"))).IsDuplicate);
        var feed = await office.Get<ITranscriptStore>().ReadAsync(new ConversationKey(ChannelIds.Directline, "web-ana"), 0, 100, CancellationToken.None);
        Assert.Contains(feed, entry => entry.Activity.Text?.Contains("badge", StringComparison.Ordinal) == true);
        Assert.True((await office.AcceptAsync(FirstMessage())).IsDuplicate);
        Assert.True((await office.AcceptAsync(DataLifeOffice.FromWeb("web-ana", "dl_ana", "Où se garer ?", "new"))).IsDuplicate);
    }

    [Fact]
    public async Task Erase_PersonInAGroup_TakesTheirPartOnly_AndTheOpenRequestEndsPolitely()
    {
        await using var office = await DataLifeOffice.StartAsync(AddStorage, Settings);
        const string Group = "19:group";
        await office.AcceptAsync(DataLifeOffice.FromTeams(Group, ConversationTypes.GroupChat, Mention("CANARY1 badge"), "Paul"));
        await office.AcceptAsync(DataLifeOffice.FromTeams(Group, ConversationTypes.GroupChat, Mention("KEPT1 badge"), "Karim"));
        await office.AcceptAsync(DataLifeOffice.FromTeams(Group, ConversationTypes.GroupChat, Mention("CANARY2 garer"), "Paul"));
        await office.AcceptAsync(DataLifeOffice.FromTeams("a:paul", ConversationTypes.Personal, Activity.CreateMessage("CANARY3, je veux parler à une personne."), "Paul"));
        var handoff = (await office.Handoffs.FindOpenAsync(new ConversationKey(ChannelIds.Msteams, "a:paul"), CancellationToken.None)).Request!;

        await office.Erasure.EraseAsync(new PersonKey(ChannelIds.Msteams, "29:Paul"), CancellationToken.None);
        await office.IdleAsync();

        var farewell = Assert.Single(office.Teams.Delivered, item => item.Activity?.Text?.Contains("vos données vont être effacées", StringComparison.Ordinal) == true);
        Assert.Contains(handoff.Reference, farewell.Activity!.Text!, StringComparison.Ordinal);
        Assert.Equal("a:paul", farewell.Reference.Conversation!.Id);
        var after = await DumpAsync();
        foreach (var trace in new[] { "CANARY", "29:Paul", "aad-Paul", "a:paul" })
            Assert.True(!after.Contains(trace, StringComparison.Ordinal), $"{trace} is left: {Around(after, trace)}");
        Assert.Contains("KEPT1", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("P_ul")]
    [InlineData("paul")]
    [InlineData("%")]
    [InlineData("Paul\\")]
    public async Task EraseAndExport_PersonWhoseIdReadsAsAPattern_TouchNobodyElse(string name)
    {
        await using var office = await DataLifeOffice.StartAsync(AddStorage, Settings);
        const string Group = "19:group";
        await office.AcceptAsync(DataLifeOffice.FromTeams(Group, ConversationTypes.GroupChat, Mention("KEPT1 badge"), "Paul"));
        await office.AcceptAsync(DataLifeOffice.FromTeams("a:other", ConversationTypes.Personal, Activity.CreateMessage("CANARY1 badge"), name));
        string[] kept = ["msteams/conversations/19:group/users/29:Paul"];
        Assert.Single(await office.Get<IStateReader>().ReadAsync(kept, CancellationToken.None));
        PersonKey person = new(ChannelIds.Msteams, $"29:{name}");

        using var output = new MemoryStream();
        await office.Data.ExportAsync(await office.Data.TraceAsync(person, CancellationToken.None), output, CancellationToken.None);
        Assert.DoesNotContain("19:group", Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
        await office.Erasure.EraseAsync(person, CancellationToken.None);
        await office.IdleAsync();

        Assert.Single(await office.Get<IStateReader>().ReadAsync(kept, CancellationToken.None));
        Assert.DoesNotContain("CANARY1", await DumpAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_HoldsEverythingOfThePersonAndNothingOfOthers_AndErasesNothing()
    {
        await using var office = await DataLifeOffice.StartAsync(AddStorage, Settings);
        var handoff = await LiveAsync(office);
        using var output = new MemoryStream();
        await office.Data.ExportAsync(await office.Data.TraceAsync(Ana, CancellationToken.None), output, CancellationToken.None);

        var text = Encoding.UTF8.GetString(output.ToArray());
        using var document = JsonDocument.Parse(text);
        Assert.All(Enumerable.Range(1, 6), i => Assert.Contains($"CANARY{i}", text, StringComparison.Ordinal));
        Assert.DoesNotContain("KEPT", text, StringComparison.Ordinal);
        var conversation = Assert.Single(document.RootElement.GetProperty("conversations").EnumerateArray());
        Assert.Equal("CANARY7", Encoding.UTF8.GetString(conversation.GetProperty("files")[0].GetProperty("content").GetBytesFromBase64()));
        Assert.NotEmpty(conversation.GetProperty("state").EnumerateArray());
        var exported = Assert.Single(document.RootElement.GetProperty("handoffs").EnumerateArray());
        Assert.Equal(handoff.Id, exported.GetProperty("request").GetProperty("id").GetString());
        Assert.Contains(exported.GetProperty("events").EnumerateArray(), line => line.GetProperty("kind").GetString() == "Note" && line.GetProperty("text").GetString() == "CANARY6");
        Assert.NotNull(await office.Handoffs.GetAsync(handoff.Id, CancellationToken.None));
        Assert.Equal([Ana], await office.Data.FindAsync("dl_ana", CancellationToken.None));
        Assert.Equal([Ana], await office.Data.FindAsync("directline/dl_ana", CancellationToken.None));
        Assert.Empty(await office.Data.FindAsync("directline/nobody", CancellationToken.None));
    }

    [Fact]
    public async Task Replay_ErasureThatWasCutOff_IsDoneAtTheNextStart()
    {
        await using (var office = await DataLifeOffice.StartAsync(AddStorage, Settings))
        {
            await LiveAsync(office);
            await office.Erasure.ReplayAsync(CancellationToken.None);
            await office.Erasure.EraseAsync(Ana, CancellationToken.None);
            await office.IdleAsync();
            // The table forgets that it was done, and Ana is there again: a backup of the night before.
            await office.Get<SqlDatabase>().WriteAsync(session => session.Use("DELETE FROM erasures").Run());
            await LiveAsync(office);
        }

        await using var next = await DataLifeOffice.StartAsync(AddStorage, Settings);
        Assert.Equal(1, await next.Erasure.ReplayAsync(CancellationToken.None));
        await next.IdleAsync();
        Assert.DoesNotContain("CANARY", await DumpAsync(), StringComparison.Ordinal);

        // Once done it is done: who comes back after that stays.
        await LiveAsync(next);
        Assert.Equal(0, await next.Erasure.ReplayAsync(CancellationToken.None));
        Assert.Contains("CANARY", await DumpAsync(), StringComparison.Ordinal);
    }

    // Ana writes, is handed over in confidence, is answered in Sophie's private chat, is noted upon, judges and leaves a file; Bob writes too.
    private static async Task<HandoffRequest> LiveAsync(DataLifeOffice office)
    {
        await office.AcceptAsync(DataLifeOffice.FromTeams("a:sophie", ConversationTypes.Personal, Activity.CreateMessage("Bonjour, KEPT2"), "Sophie"));
        await office.AcceptAsync(DataLifeOffice.FromWeb("web-bob", "dl_bob", "KEPT1 garer", Guid.NewGuid().ToString("n")));
        await office.AcceptAsync(FirstMessage());
        await office.AcceptAsync(DataLifeOffice.FromWeb("web-ana", "dl_ana", "Ma mère est à l'hôpital. CANARY2"));
        var request = (await office.Handoffs.FindOpenAsync(new ConversationKey(ChannelIds.Directline, "web-ana"), CancellationToken.None)).Request!;
        await office.CardAsync("19:real;messageid=1", ConversationTypes.Channel, HandoffVerbs.Accept, request.Id, "Sophie");
        await office.AcceptAsync(DataLifeOffice.FromWeb("web-ana", "dl_ana", "CANARY3 depuis hier"));
        await office.AcceptAsync(DataLifeOffice.FromTeams("a:sophie", ConversationTypes.Personal, Activity.CreateMessage("Je suis là. CANARY4"), "Sophie"));
        await office.CardAsync("a:sophie", ConversationTypes.Personal, HandoffVerbs.Reply, request.Id, "Sophie", reply: "Prenez votre temps. CANARY5");
        await office.NoteAsync(request, "CANARY6");
        await office.Get<SqlDatabase>().WriteAsync(session =>
        {
            using var insert = session.Use(
                "INSERT INTO attachments (id, conversation_id, person_id, name, type, content, created_at) "
                + "SELECT ?1, id, 'dl_ana', 'CANARY7.txt', 'text/plain', ?2, 0 FROM conversations WHERE conversation = 'web-ana'").Bind(1, Guid.NewGuid().ToString("n"));
            return insert.BindBlob(2, "CANARY7"u8.ToArray()).Run();
        });
        return (await office.Handoffs.GetAsync(request.Id, CancellationToken.None))!;
    }

    private static InboundActivity FirstMessage() => DataLifeOffice.FromWeb("web-ana", "dl_ana", "Où garer mon vélo CANARY1 ?", "first");

    private static Activity Mention(string text) => Tests.Dialogs.OfficeWorld.Mention(text);

    private static string Json(OutboxItem item) => item.Activity is null ? "" : ActivityJson.Write(item.Activity);

    private static string Around(string text, string trace) =>
        text.IndexOf(trace, StringComparison.Ordinal) is >= 0 and var at ? text.Substring(Math.Max(0, at - 150), Math.Min(300, text.Length - Math.Max(0, at - 150))) : "";
}

public sealed class SqliteErasureTests : ErasureSuite
{
    private string Path => Directory.File("office.db");

    public override Task InitializeAsync()
    {
        Settings["Storage:ConnectionString"] = $"Data Source={Path}";
        return base.InitializeAsync();
    }

    protected override void AddStorage(IServiceCollection services) => services.AddSqliteStorage();

    // The files as they are on the disk: free pages and the log included.
    protected override async Task<string> DumpAsync()
    {
        var text = new StringBuilder();
        foreach (var path in new[] { Path, Path + "-wal" }.Where(File.Exists))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            await file.CopyToAsync(copy);
            text.Append(Encoding.UTF8.GetString(copy.ToArray()));
        }

        return text.ToString();
    }
}

[Collection(PostgresServer.Collection)]
public sealed class PostgreSqlErasureTests(PostgresServer server) : ErasureSuite
{
    public override async Task InitializeAsync()
    {
        Settings["Storage:ConnectionString"] = await server.EmptyDatabaseAsync("erasure");
        await base.InitializeAsync();
    }

    protected override void AddStorage(IServiceCollection services) => services.AddPostgreSqlStorage();

    protected override async Task<string> DumpAsync() => (string)(await server.ExecuteAsync(
        "erasure", "SELECT string_agg(query_to_xml(format('SELECT t::text FROM %I t', tablename), true, false, '')::text, '') FROM pg_tables WHERE schemaname = 'public'"))!
        + Encoding.UTF8.GetString((byte[])(await server.ExecuteAsync("erasure", "SELECT coalesce(string_agg(content, ''::bytea), ''::bytea) FROM attachments"))!);
}
