using AssistantBot.BotFramework.Turns;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Gaps;
using AssistantBot.Knowledge.Loading;
using AssistantBot.Knowledge.Proposals;
using AssistantBot.Knowledge.Publishing;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.Conformance;

/// <summary>Knowledge has a life: folder and desk both write, nothing is lost, every version can come back.</summary>
public abstract class KnowledgeSuite : ConformanceSuite
{
    private static readonly KnowledgeAuthor Sophie = new("local:sophie", "Sophie");

    [Fact]
    public async Task Import_FolderThenDesk_HistorySaysWhoDidWhat()
    {
        var store = await StoreAsync();
        Assert.Null(await store.LoadAsync(CancellationToken.None));

        Assert.Equal(2, (await ImportAsync(store, "Là.", "Lundi.")).Changed);
        var revision = await store.ReadRevisionAsync(CancellationToken.None);
        Assert.Equal(0, (await ImportAsync(store, "Là.", "Lundi.")).Changed);
        Assert.Equal(revision, await store.ReadRevisionAsync(CancellationToken.None));
        var edited = await EditAsync(store, "ou", 1, "Au deuxième.");
        Assert.Equal(2, edited!.Version);
        Assert.NotEqual(revision, await store.ReadRevisionAsync(CancellationToken.None));
        Assert.Null(await EditAsync(store, "ou", 1, "Trop tard."));
        Assert.Null(await EditAsync(store, "ou", 0, "Déjà là."));

        Assert.Equal(["Au deuxième.", "Lundi."], await AnswersAsync(store));
        var history = await store.ReadHistoryAsync("ou", null, CancellationToken.None);
        Assert.Equal(
            [(2L, KnowledgeChangeKind.Edited, "Sophie", "Au deuxième."), (1L, KnowledgeChangeKind.Imported, "knowledge/", "Là.")],
            history.Select(change => (change.Version, change.Kind, change.Author.Name, change.Entry!.Answer)));
    }

    [Fact]
    public async Task Import_OneSideChanged_IsTaken()
    {
        var store = await StoreAsync();
        await ImportAsync(store, "Là.", "Lundi.");
        await EditAsync(store, "ou", 1, "Au deuxième.");

        var outcome = await ImportAsync(store, "Là.", "Mardi.");

        Assert.Empty(outcome.Conflicts);
        Assert.Equal(["Au deuxième.", "Mardi."], await AnswersAsync(store));
        // The file says what the desk said: they agree again, and the file leads again.
        await ImportAsync(store, "Au deuxième.", "Mardi.");
        await ImportAsync(store, "Au troisième.", "Mardi.");
        Assert.Equal(["Au troisième.", "Mardi."], await AnswersAsync(store));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Import_BothSidesChanged_TheDeskServesUntilSomebodyDecides(bool take)
    {
        var store = await StoreAsync();
        await ImportAsync(store, "Là.", "Lundi.");
        await EditAsync(store, "ou", 1, "Au deuxième.");

        var conflict = Assert.Single((await ImportAsync(store, "Au rez-de-chaussée.", "Lundi.")).Conflicts);
        Assert.Equal(("ou", "Au rez-de-chaussée."), (conflict.EntryId, conflict.Offer!.Entry!.Answer));
        Assert.Equal(["Au deuxième.", "Lundi."], await AnswersAsync(store));

        Assert.Null(await store.ResolveAsync("ou", "fr", 1, take, Sophie, CancellationToken.None));
        Assert.NotNull(await store.ResolveAsync("ou", "fr", 2, take, Sophie, CancellationToken.None));
        Assert.Empty((await ImportAsync(store, "Au rez-de-chaussée.", "Lundi.")).Conflicts);
        Assert.Equal([take ? "Au rez-de-chaussée." : "Au deuxième.", "Lundi."], await AnswersAsync(store));
    }

    [Fact]
    public async Task Import_Force_TheFileWins()
    {
        var store = await StoreAsync();
        await ImportAsync(store, "Là.", "Lundi.");
        await EditAsync(store, "ou", 1, "Au deuxième.");
        await EditAsync(store, "ou", 2, null);

        var outcome = await ImportAsync(store, "Là.", "Lundi.", force: true);

        Assert.Equal((1, 0), (outcome.Changed, outcome.Conflicts.Count));
        Assert.Equal(["Là.", "Lundi."], await AnswersAsync(store));
        Assert.Equal(4, (await store.ReadHistoryAsync("ou", "fr", CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Import_GoneFromTheFile_IsWithdrawnUnlessTheDeskChangedItOrTheFileIsBroken()
    {
        var store = await StoreAsync();
        await ImportAsync(store, "Là.", "Lundi.");
        await EditAsync(store, "seul", 0, "Écrit au bureau.");

        await ImportAsync(store, "Là.", null, refused: "b.fr.md");
        Assert.Equal(["Là.", "Lundi.", "Écrit au bureau."], await AnswersAsync(store));
        await EditAsync(store, "ou", 1, "Au deuxième.");
        var conflict = Assert.Single((await ImportAsync(store, null, null)).Conflicts);

        Assert.Equal("ou", conflict.EntryId);
        Assert.Null(conflict.Offer!.Entry);
        Assert.Equal(["Au deuxième.", "Écrit au bureau."], await AnswersAsync(store));
        await ImportAsync(store, null, "Lundi.");
        Assert.Equal(["Au deuxième.", "Lundi.", "Écrit au bureau."], await AnswersAsync(store));
    }

    [Fact]
    public async Task Undo_AnyVersion_BecomesTheNewest()
    {
        var store = await StoreAsync();
        using var publisher = new KnowledgePublisher(store, new AssistantBot.Knowledge.Retrieval.KnowledgeRetriever(new()));
        await ImportAsync(store, "Là.", null);
        await EditAsync(store, "ou", 1, "Au deuxième.");
        await EditAsync(store, "ou", 2, null);

        Assert.Null(await publisher.UndoAsync("ou", "fr", 2, 1, Sophie, CancellationToken.None));
        Assert.Null(await publisher.UndoAsync("ou", "fr", 3, 9, Sophie, CancellationToken.None));
        Assert.Equal(4, (await publisher.UndoAsync("ou", "fr", 3, 1, Sophie, CancellationToken.None))!.Version);
        Assert.Equal(["Là."], await AnswersAsync(store));
        // Undone to what the file says: the file leads again.
        await ImportAsync(store, "Ailleurs.", null);
        Assert.Equal(["Ailleurs."], await AnswersAsync(store));
    }

    [Fact]
    public async Task Questions_AreKeptWithTheTurnAndGoWhenAnAssistantApprovesWords()
    {
        var host = await StartAsync((turn, _) =>
        {
            turn.TurnState.Get<TurnUnitOfWork>()!.Add(new RecordQuestionEffect(turn.Activity.Text!, "fr", "Clients", turn.Activity.Text == "non", "ou", null));
            return Task.CompletedTask;
        });
        foreach (var text in (string[])["un", "deux", "non"])
            await host.AcceptAsync(EngineHost.Message(text, text));
        await host.WhenIdleAsync();
        var store = host.Get<IGapStore>();

        var kept = await store.ReadQuestionsAsync(DateTimeOffset.UtcNow.AddHours(-1), 10, CancellationToken.None);
        Assert.Equal([("non", QuestionKind.Rejected), ("deux", QuestionKind.Unanswered), ("un", QuestionKind.Unanswered)], kept.Select(question => (question.Text, question.Kind)));
        Assert.All(kept, question => Assert.Equal((Audience.Clients, "fr"), (question.Audience, question.Language)));
        Assert.Empty(await store.ReadQuestionsAsync(DateTimeOffset.UtcNow.AddHours(1), 10, CancellationToken.None));

        var gap = new KnowledgeGap("g1", QuestionKind.Unanswered, "Une question.", "fr", Audience.Clients, null, 2, "Sophie", DateTimeOffset.FromUnixTimeMilliseconds(1000));
        await store.AddGapAsync(gap, [kept[1].Id, kept[2].Id], CancellationToken.None);
        Assert.Equal(gap, Assert.Single(await store.ReadGapsAsync(CancellationToken.None)));
        Assert.Equal("non", Assert.Single(await store.ReadQuestionsAsync(DateTimeOffset.UnixEpoch, 10, CancellationToken.None)).Text);
        Assert.Equal(1, await store.DeleteQuestionsBeforeAsync(DateTimeOffset.UtcNow.AddHours(1), CancellationToken.None));
        await store.DeleteGapAsync("g1", CancellationToken.None);
        Assert.Empty(await store.ReadGapsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Proposals_AreKeptOverARestartUntilTheyAreDeleted()
    {
        var first = await StartAsync((_, _) => Task.CompletedTask);
        var store = first.Get<IProposalStore>();
        var translation = new KnowledgeProposal("ou", "fr", null) { Translation = Entry("ou", "There.") with { Language = "en" }, Basis = "b1" };
        await store.AddAsync([new("ou", "fr", "un"), new("ou", "fr", "deux"), translation, new("quand", "fr", "un")], CancellationToken.None);

        await first.DisposeAsync();
        store = (await StartAsync((_, _) => Task.CompletedTask)).Get<IProposalStore>();
        await store.AddAsync([new("ou", "fr", "un"), translation with { Basis = "b2" }], CancellationToken.None);

        var kept = await store.ReadAsync("ou", "fr", CancellationToken.None);
        Assert.Equal(["un", "deux", null], kept.Select(proposal => proposal.Phrasing));
        Assert.Equal(("b2", "There.", "en"), (kept[2].Basis, kept[2].Translation!.Answer, kept[2].Translation!.Language));
        await store.DeleteAsync("ou", "fr", ["un", null], CancellationToken.None);
        Assert.Equal("deux", Assert.Single(await store.ReadAsync("ou", "fr", CancellationToken.None)).Phrasing);
        Assert.Single(await store.ReadAsync("quand", "fr", CancellationToken.None));
        Assert.Empty(await store.ReadAsync("ou", "en", CancellationToken.None));
    }

    private async Task<IKnowledgeStore> StoreAsync() => (await StartAsync((_, _) => Task.CompletedTask)).Get<IKnowledgeStore>();

    private static Task<KnowledgeImportOutcome> ImportAsync(IKnowledgeStore store, string? where, string? when, bool force = false, string? refused = null)
    {
        List<LoadedEntry> entries = [];
        if (where is not null)
            entries.Add(new LoadedEntry(Entry("ou", where), "a.fr.md", 3, true, new Dictionary<string, string>()));
        if (when is not null)
            entries.Add(new LoadedEntry(Entry("quand", when), "b.fr.md", 3, true, new Dictionary<string, string>()));
        return store.ImportAsync(
            new KnowledgeImportSet(entries, refused is null ? new HashSet<string>() : new HashSet<string> { refused }), force, KnowledgeAuthor.Folder, CancellationToken.None);
    }

    private static Task<StoredEntry?> EditAsync(IKnowledgeStore store, string id, long expected, string? answer) => store.EditAsync(
        new KnowledgeEdit(id, "fr", expected, answer is null ? KnowledgeChangeKind.Withdrawn : KnowledgeChangeKind.Edited, answer is null ? null : Entry(id, answer), Sophie), CancellationToken.None);

    private static async Task<IEnumerable<string>> AnswersAsync(IKnowledgeStore store) => (await store.LoadAsync(CancellationToken.None))!.Entries.Select(entry => entry.Answer);

    private static KnowledgeEntry Entry(string id, string answer) => new() { Id = id, Language = "fr", Question = id + " ?", Answer = answer, Source = "Guide" };
}
