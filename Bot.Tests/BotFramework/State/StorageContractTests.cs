using System.Text.Json;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.BotFramework.Turns.State;

namespace AssistantBot.Tests.BotFramework.State;

/// <summary>What every <see cref="IStorage"/> keeps to; each storage derives it.</summary>
public abstract class StorageContractTests
{
    private sealed record Note(string Text, int Count, DateTimeOffset At, IReadOnlyList<double> Numbers);

    private sealed class Item : IStoreItem
    {
        public string? Text { get; set; }

        public string? ETag { get; set; }
    }

    protected abstract IStorage CreateStorage();

    [Fact]
    public async Task Read_UnknownKeys_AreAbsent()
    {
        var storage = CreateStorage();
        Assert.Empty(await storage.ReadAsync(["unknown"]));
        Assert.Empty(await storage.ReadAsync([]));
        await storage.DeleteAsync(["unknown"]);
    }

    [Fact]
    public async Task Arguments_Null_Throw()
    {
        var storage = CreateStorage();
        await Assert.ThrowsAsync<ArgumentNullException>(() => storage.ReadAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => storage.WriteAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => storage.DeleteAsync(null!));
    }

    [Fact]
    public async Task Write_Object_IsReadAsItsType()
    {
        var storage = CreateStorage();
        var note = new Note("é\"\n", 3, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(-3)), [1, 2.5]);
        await storage.WriteAsync(new Dictionary<string, Note> { ["k"] = note });
        var read = (await storage.ReadAsync<Note>(["k"]))["k"];
        Assert.Equal((note.Text, note.Count, note.At), (read.Text, read.Count, read.At));
        Assert.Equal(note.Numbers, read.Numbers);
    }

    [Fact]
    public async Task Write_ObjectChangedLater_StoreIsUnchanged()
    {
        var storage = CreateStorage();
        var item = new Item { Text = "before" };
        await storage.WriteAsync(new Dictionary<string, object> { ["k"] = item });
        item.Text = "after";
        var read = (await storage.ReadAsync<Item>(["k"]))["k"];
        Assert.Equal("before", read.Text);
        read.Text = "changed";
        Assert.Equal("before", (await storage.ReadAsync<Item>(["k"]))["k"].Text);
    }

    [Theory]
    [InlineData("a/b\\c")]
    [InlineData("!@#$%^&*()~/\\><,.?';\"`~ ")]
    [InlineData("clé avec espaces")]
    [InlineData("19:x@thread.tacv2;messageid=1")]
    public async Task Keys_OddCharacters_Work(string key)
    {
        var storage = CreateStorage();
        await storage.WriteAsync(new Dictionary<string, object> { [key] = new Item { Text = "x" } });
        Assert.Equal([key], (await storage.ReadAsync([key])).Keys);
        await storage.DeleteAsync([key]);
        Assert.Empty(await storage.ReadAsync([key]));
    }

    [Fact]
    public async Task ETag_EachWrite_GivesANewOne()
    {
        var storage = CreateStorage();
        await storage.WriteAsync(new Dictionary<string, object> { ["k"] = new Item { Text = "1" } });
        var first = (await storage.ReadAsync<Item>(["k"]))["k"];
        Assert.False(string.IsNullOrEmpty(first.ETag));
        first.Text = "2";
        await storage.WriteAsync(new Dictionary<string, object> { ["k"] = first });
        var second = (await storage.ReadAsync<Item>(["k"]))["k"];
        Assert.Equal("2", second.Text);
        Assert.NotEqual(first.ETag, second.ETag);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("other", false)]
    [InlineData("*", true)]
    public async Task ETag_NotTheStoredOne_IsRefused(string? eTag, bool accepted)
    {
        var storage = CreateStorage();
        await storage.WriteAsync(new Dictionary<string, object> { ["k"] = new Item { Text = "1", ETag = "whatever" } });
        var write = () => storage.WriteAsync(new Dictionary<string, object> { ["k"] = new Item { Text = "2", ETag = eTag } });
        if (accepted)
            await write();
        else
            Assert.Contains("Etag conflict", (await Assert.ThrowsAsync<ArgumentException>(write)).Message, StringComparison.Ordinal);
        Assert.Equal(accepted ? "2" : "1", (await storage.ReadAsync<Item>(["k"]))["k"].Text);
    }

    [Fact]
    public async Task ETag_PlainObjects_OverwriteWithoutOne()
    {
        var storage = CreateStorage();
        await storage.WriteAsync(new Dictionary<string, object> { ["k"] = new { text = "1" } });
        await storage.WriteAsync(new Dictionary<string, object> { ["k"] = new { text = "2" } });
        Assert.Equal("2", ((JsonElement)(await storage.ReadAsync(["k"]))["k"]).GetProperty("text").GetString());
    }
}

public class MemoryStorageTests : StorageContractTests
{
    protected override IStorage CreateStorage() => new MemoryStorage();

    [Fact]
    public async Task Constructor_Documents_AreThere() =>
        Assert.Single(await new MemoryStorage(new Dictionary<string, string> { ["k"] = "{}" }).ReadAsync(["k"]));
}

public class TurnStorageTests : StorageContractTests
{
    private sealed class Reader(Dictionary<string, StateDocument> documents) : IStateReader
    {
        public List<string> Asked { get; } = [];

        public Task<IReadOnlyDictionary<string, StateDocument>> ReadAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
        {
            Asked.AddRange(keys);
            return Task.FromResult<IReadOnlyDictionary<string, StateDocument>>(documents.Where(document => keys.Contains(document.Key)).ToDictionary());
        }
    }

    private static TurnUnitOfWork NewUnitOfWork() => new(new ConversationKey("test", "c"), 17);

    protected override IStorage CreateStorage() => new TurnStorage(NewUnitOfWork(), new Reader([]));

    [Fact]
    public async Task Read_Keys_AreObservedOnceWithTheirVersion()
    {
        var unit = NewUnitOfWork();
        var reader = new Reader(new() { ["a"] = new StateDocument("""{"x":1}""", 4) });
        var storage = new TurnStorage(unit, reader);

        Assert.Equal(["a"], (await storage.ReadAsync(["a", "b"])).Keys);
        await storage.ReadAsync(["a", "b"]);

        Assert.Equal(["a", "b"], reader.Asked);
        Assert.Equal(4, unit.Observed[new VersionKey(VersionKey.State, "a")]);
        Assert.Equal(0, unit.Observed[new VersionKey(VersionKey.State, "b")]);
        Assert.Empty(unit.Effects);
    }

    [Fact]
    public async Task Write_SameKeyTwice_IsOneEffectWithTheLastValue()
    {
        var unit = NewUnitOfWork();
        var storage = new TurnStorage(unit, new Reader([]));
        await storage.WriteAsync(new Dictionary<string, object> { ["a"] = new { x = 1 } });
        await storage.WriteAsync(new Dictionary<string, object> { ["a"] = new { x = 2 } });
        Assert.Equal([new WriteStateEffect("a", """{"x":2}""")], unit.Effects);
        Assert.Equal(2, ((JsonElement)(await storage.ReadAsync(["a"]))["a"]).GetProperty("x").GetInt32());
    }

    [Fact]
    public async Task Delete_Key_IsAnEffectAndLaterReadsDoNotSeeIt()
    {
        var unit = NewUnitOfWork();
        var storage = new TurnStorage(unit, new Reader(new() { ["a"] = new StateDocument("{}", 1) }));
        await storage.DeleteAsync(["a"]);
        Assert.Empty(await storage.ReadAsync(["a"]));
        Assert.Equal([new WriteStateEffect("a", null)], unit.Effects);
    }

    [Fact]
    public async Task DiscardEffects_PendingWrites_AreGone()
    {
        var unit = NewUnitOfWork();
        var storage = new TurnStorage(unit, new Reader(new() { ["a"] = new StateDocument("""{"x":1}""", 1) }));
        await storage.ReadAsync(["a"]);
        await storage.WriteAsync(new Dictionary<string, object> { ["a"] = new { x = 2 } });
        unit.DiscardEffects();
        Assert.Equal(1, ((JsonElement)(await storage.ReadAsync(["a"]))["a"]).GetProperty("x").GetInt32());
    }
}
