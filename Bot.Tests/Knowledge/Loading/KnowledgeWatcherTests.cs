using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Answering;
using AssistantBot.Knowledge.Loading;
using AssistantBot.Knowledge.Publishing;
using AssistantBot.Knowledge.Retrieval;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.Knowledge.Loading;

public sealed class KnowledgeWatcherTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("knowledge-").FullName;
    private readonly SignallingStore _store = new();
    private readonly KnowledgeRetriever _retriever = new(new RetrievalOptions());
    private readonly ManualTimeProvider _time = new();
    private readonly RecordingLogger<KnowledgeWatcher> _log = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Start_FirstRun_PublishesTheFolder()
    {
        Write("a.fr.md", "# T\n\n## A ?\n\nOui.");
        using var watcher = Watcher();

        await watcher.StartAsync(CancellationToken.None);

        Assert.Equal("A ?", Assert.Single((await _store.LoadAsync(CancellationToken.None))!.Entries).Question);
        Assert.Equal(_store.Published!.Version, _retriever.Knowledge.Version);
    }

    [Fact]
    public async Task Start_BrokenFile_ServesWhatWasPublishedLast()
    {
        Write("a.fr.md", "# T\n\n## A ?\n\nOui.");
        using (var first = Watcher())
            await first.StartAsync(CancellationToken.None);
        var good = _store.Published!.Version;
        Write("a.fr.md", "# T\n\n## A ?\n");

        using var second = Watcher();
        await second.StartAsync(CancellationToken.None);

        Assert.Equal(good, _store.Published.Version);
        Assert.Equal(good, _retriever.Knowledge.Version);
        Assert.Contains(_log.Lines, line => line.StartsWith("Error: Knowledge file refused", StringComparison.Ordinal) && line.Contains("a.fr.md(3)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_NoFolder_ServesThePublishedBase()
    {
        await _store.ImportAsync(
            KnowledgeImportSet.Of(KnowledgeFolder.Combine([KnowledgeFile.Parse("x.fr.md", "# T\n\n## X ?\n\nOui.")])), false, KnowledgeAuthor.Folder, CancellationToken.None);
        using var watcher = Watcher(path: Path.Combine(_folder, "absent"));

        await watcher.StartAsync(CancellationToken.None);

        Assert.Single(_retriever.Knowledge.Entries);
    }

    [Fact]
    public async Task Change_BrokenFile_KeepsItsLastGoodVersionWhileOthersUpdate()
    {
        Write("a.fr.md", "# T\n\n## A ?\n\nOui.");
        Write("b.fr.md", "# T\n\n## B ?\n\nOui.");
        using var watcher = Watcher();
        await watcher.StartAsync(CancellationToken.None);

        Write("a.fr.md", "# T\n\n## A ?\nAudience : martiens\n\nNon.");
        Write("b.fr.md", "# T\n\n## B ?\n\nNon.");
        await ReloadAsync(watcher);

        Assert.Equal(["Oui.", "Non."], _retriever.Knowledge.Entries.Select(entry => entry.Answer));
        Assert.Contains(_log.Lines, line => line.Contains("a.fr.md(4): The audience 'martiens' is unknown", StringComparison.Ordinal));

        Write("a.fr.md", "# T\n\n## A ?\n\nPeut-être.");
        File.Delete(Path.Combine(_folder, "b.fr.md"));
        await ReloadAsync(watcher);

        Assert.Equal("Peut-être.", Assert.Single(_retriever.Knowledge.Entries).Answer);
    }

    [Fact]
    public async Task Change_FolderEmptied_KeepsServing()
    {
        Write("a.fr.md", "# T\n\n## A ?\n\nOui.");
        using var watcher = Watcher();
        await watcher.StartAsync(CancellationToken.None);

        File.Delete(Path.Combine(_folder, "a.fr.md"));
        await ReloadAsync(watcher);

        Assert.Single(_retriever.Knowledge.Entries);
    }

    [Fact]
    public async Task Change_SeveralInARow_AreReadOnceAfterTheQuietTime()
    {
        Write("a.fr.md", "# T\n\n## A ?\n\nOui.");
        using var watcher = Watcher(watch: true);
        await watcher.StartAsync(CancellationToken.None);

        Write("a.fr.md", "# T\n\n## A ?\n\nNon.");
        watcher.NoteChange();
        _time.Advance(TimeSpan.FromMilliseconds(300));
        watcher.NoteChange();
        _time.Advance(TimeSpan.FromMilliseconds(300));
        Assert.Equal("Oui.", _retriever.Knowledge.Entries[0].Answer);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        await watcher.LastReload;

        Assert.Equal("Non.", _retriever.Knowledge.Entries[0].Answer);
    }

    [Fact]
    public async Task Change_OnDisk_IsSeenAndPublished()
    {
        Write("a.fr.md", "# T\n\n## A ?\n\nOui.");
        using var services = new ServiceCollection().AddLogging()
            .AddSingleton<IKnowledgeStore>(_store)
            .AddSingleton<IConfiguration>(Configuration())
            .AddKnowledge(Configuration())
            .BuildServiceProvider();
        var watcher = services.GetRequiredService<KnowledgeWatcher>();
        await watcher.StartAsync(CancellationToken.None);
        var changed = _store.NextPublication();

        Write("new.fr.md", "# T\n\n## Neuf ?\n\nOui.");
        await changed.WaitAsync(Patience.Generous);

        Assert.Equal(2, _store.Published!.Entries.Count);
        Assert.False(services.GetRequiredService<IAnswerer>().HasModel);
        await watcher.StopAsync(CancellationToken.None);
    }

    private IConfiguration Configuration() => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Knowledge:Path"] = _folder, ["Knowledge:QuietTime"] = "00:00:00.050" }).Build();

    private KnowledgeWatcher Watcher(string? path = null, bool watch = true) =>
        new(Options.Create(new KnowledgeOptions { Path = path ?? _folder, Watch = watch }), new KnowledgePublisher(_store, _retriever), _retriever, _time, _log);

    private async Task ReloadAsync(KnowledgeWatcher watcher)
    {
        watcher.NoteChange();
        _time.Advance(TimeSpan.FromSeconds(1));
        await watcher.LastReload;
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private sealed class SignallingStore : IKnowledgeStore
    {
        private readonly InMemoryKnowledgeStore _kept = new();
        private TaskCompletionSource _next = new();

        public KnowledgeBase? Published => _kept.LoadAsync(CancellationToken.None).Result;

        public Task NextPublication() => (_next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        public Task<KnowledgeBase?> LoadAsync(CancellationToken cancellationToken) => _kept.LoadAsync(cancellationToken);

        public Task<long> ReadRevisionAsync(CancellationToken cancellationToken) => _kept.ReadRevisionAsync(cancellationToken);

        public async Task<KnowledgeImportOutcome> ImportAsync(KnowledgeImportSet files, bool force, KnowledgeAuthor author, CancellationToken cancellationToken)
        {
            var outcome = await _kept.ImportAsync(files, force, author, cancellationToken);
            _next.TrySetResult();
            return outcome;
        }

        public Task<IReadOnlyList<StoredEntry>> ReadAsync(CancellationToken cancellationToken) => _kept.ReadAsync(cancellationToken);

        public Task<IReadOnlyList<KnowledgeChange>> ReadHistoryAsync(string entryId, string? language, CancellationToken cancellationToken) =>
            _kept.ReadHistoryAsync(entryId, language, cancellationToken);

        public Task<StoredEntry?> EditAsync(KnowledgeEdit edit, CancellationToken cancellationToken) => _kept.EditAsync(edit, cancellationToken);

        public Task<StoredEntry?> ResolveAsync(string entryId, string language, long expectedVersion, bool take, KnowledgeAuthor author, CancellationToken cancellationToken) =>
            _kept.ResolveAsync(entryId, language, expectedVersion, take, author, cancellationToken);
    }
}
