using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Testing;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.State;

namespace AssistantBot.Tests.BotFramework.State;

public class BotStateTests
{
    private sealed class Profile
    {
        public string? Name { get; set; } = "default";

        public int Age { get; set; }

        public List<DateTimeOffset> Dates { get; set; } = [];
    }

    private sealed class CountingStorage(IStorage inner) : IStorage
    {
        public int Reads { get; private set; }

        public int Writes { get; private set; }

        public Task<IDictionary<string, object>> ReadAsync(string[] keys, CancellationToken cancellationToken = default)
        {
            Reads++;
            return inner.ReadAsync(keys, cancellationToken);
        }

        public Task WriteAsync(IDictionary<string, object> changes, CancellationToken cancellationToken = default)
        {
            Writes++;
            return inner.WriteAsync(changes, cancellationToken);
        }

        public Task DeleteAsync(string[] keys, CancellationToken cancellationToken = default) => inner.DeleteAsync(keys, cancellationToken);
    }

    private static TurnContext NewTurn() => new(new TestAdapter(), new Activity
    {
        Type = ActivityTypes.Message,
        ChannelId = "test",
        From = new ChannelAccount { Id = "user1" },
        Recipient = new ChannelAccount { Id = "bot" },
        Conversation = new ConversationAccount { Id = "convo1" },
    });

    [Fact]
    public async Task Property_SavedAndLoadedInAnotherTurn_KeepsItsType()
    {
        var storage = new MemoryStorage();
        var state = new ConversationState(storage);
        var accessor = state.CreateProperty<Profile>("profile");
        using (var turn = NewTurn())
        {
            var profile = await accessor.GetAsync(turn, () => new Profile());
            profile!.Name = null;
            profile.Age = 42;
            profile.Dates.Add(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)));
            await state.SaveChangesAsync(turn);
        }

        using var next = NewTurn();
        var read = await accessor.GetAsync(next);

        Assert.Null(read!.Name);
        Assert.Equal(42, read.Age);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)), Assert.Single(read.Dates));
        Assert.Same(read, await accessor.GetAsync(next));
    }

    [Fact]
    public async Task Get_MissingWithoutFactory_IsDefault()
    {
        var state = new ConversationState(new MemoryStorage());
        using var turn = NewTurn();
        Assert.Equal(0, await state.CreateProperty<int>("count").GetAsync(turn));
        Assert.Null(await state.CreateProperty<Profile>("profile").GetAsync(turn));
    }

    [Fact]
    public async Task Get_Factory_IsCalledOnceAndItsResultIsStored()
    {
        var state = new ConversationState(new MemoryStorage());
        var accessor = state.CreateProperty<Profile>("profile");
        using var turn = NewTurn();
        var calls = 0;
        var first = await accessor.GetAsync(turn, () => { calls++; return new Profile(); });
        var second = await accessor.GetAsync(turn, () => { calls++; return new Profile(); });
        Assert.Same(first, second);
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task SaveChanges_NothingChanged_DoesNotWrite()
    {
        var storage = new CountingStorage(new MemoryStorage());
        var state = new ConversationState(storage);
        var accessor = state.CreateProperty<int>("count");
        using (var turn = NewTurn())
        {
            await accessor.SetAsync(turn, 1);
            await state.SaveChangesAsync(turn);
            await state.SaveChangesAsync(turn);
        }

        Assert.Equal(1, storage.Writes);
        using var next = NewTurn();
        Assert.Equal(1, await accessor.GetAsync(next));
        await state.SaveChangesAsync(next);
        Assert.Equal(1, storage.Writes);
        await state.SaveChangesAsync(next, force: true);
        Assert.Equal(2, storage.Writes);
    }

    [Fact]
    public async Task SaveChanges_NotLoaded_DoesNothing()
    {
        var storage = new CountingStorage(new MemoryStorage());
        using var turn = NewTurn();
        await new ConversationState(storage).SaveChangesAsync(turn);
        Assert.Equal(0, storage.Writes);
    }

    [Fact]
    public async Task Load_SecondTime_ReadsOnlyWhenForced()
    {
        var storage = new CountingStorage(new MemoryStorage());
        var state = new ConversationState(storage);
        using var turn = NewTurn();
        await state.LoadAsync(turn);
        await state.LoadAsync(turn);
        Assert.Equal(1, storage.Reads);
        await state.LoadAsync(turn, force: true);
        Assert.Equal(2, storage.Reads);
    }

    [Fact]
    public async Task Load_Forced_ForgetsUnsavedChanges()
    {
        var state = new ConversationState(new MemoryStorage());
        var accessor = state.CreateProperty<int>("count");
        using var turn = NewTurn();
        await accessor.SetAsync(turn, 7);
        await state.LoadAsync(turn, force: true);
        Assert.Equal(0, await accessor.GetAsync(turn));
    }

    [Fact]
    public async Task ClearState_Saved_EmptiesTheDocument()
    {
        var storage = new MemoryStorage();
        var state = new ConversationState(storage);
        var accessor = state.CreateProperty<int>("count");
        using var turn = NewTurn();
        await accessor.SetAsync(turn, 7);
        await state.SaveChangesAsync(turn);
        await state.ClearStateAsync(turn);
        Assert.Equal(0, await accessor.GetAsync(turn));
        await state.SaveChangesAsync(turn);

        using var next = NewTurn();
        Assert.Equal(0, await accessor.GetAsync(next));
    }

    [Fact]
    public async Task Delete_State_RemovesTheDocument()
    {
        var storage = new MemoryStorage();
        var state = new ConversationState(storage);
        using var turn = NewTurn();
        await state.CreateProperty<int>("count").SetAsync(turn, 7);
        await state.SaveChangesAsync(turn);
        await state.DeleteAsync(turn);
        Assert.Empty(await storage.ReadAsync(["test/conversations/convo1"]));
    }

    [Fact]
    public async Task Delete_Property_LeavesTheOthers()
    {
        var state = new ConversationState(new MemoryStorage());
        var first = state.CreateProperty<int>("a");
        var second = state.CreateProperty<int>("b");
        using var turn = NewTurn();
        await first.SetAsync(turn, 1);
        await second.SetAsync(turn, 2);
        await first.DeleteAsync(turn);
        await state.SaveChangesAsync(turn);
        using var next = NewTurn();
        Assert.Equal(0, await first.GetAsync(next));
        Assert.Equal(2, await second.GetAsync(next));
    }

    [Fact]
    public async Task Keys_OfTheThreeStates_AreTheSdks()
    {
        var storage = new MemoryStorage();
        BotState[] states = [new ConversationState(storage), new UserState(storage), new PrivateConversationState(storage)];
        using var turn = NewTurn();
        foreach (var state in states)
        {
            await state.CreateProperty<string>("p").SetAsync(turn, state.GetType().Name);
            await state.SaveChangesAsync(turn);
        }

        string[] keys = ["test/conversations/convo1", "test/users/user1", "test/conversations/convo1/users/user1"];
        Assert.Equal(3, (await storage.ReadAsync(keys)).Count);
    }

    [Fact]
    public async Task Keys_MissingPart_ThrowsInvalidOperation()
    {
        var storage = new MemoryStorage();
        using var turn = new TurnContext(new TestAdapter(), new Activity { Type = "message", ChannelId = "test" });
        await Assert.ThrowsAsync<InvalidOperationException>(() => new ConversationState(storage).LoadAsync(turn));
        await Assert.ThrowsAsync<InvalidOperationException>(() => new UserState(storage).LoadAsync(turn));
        await Assert.ThrowsAsync<InvalidOperationException>(() => new PrivateConversationState(storage).LoadAsync(turn));
        turn.Activity.ChannelId = null;
        await Assert.ThrowsAsync<InvalidOperationException>(() => new UserState(storage).LoadAsync(turn));
    }

    [Fact]
    public void CreateProperty_BlankName_Throws()
    {
        var state = new ConversationState(new MemoryStorage());
        Assert.ThrowsAny<ArgumentException>(() => state.CreateProperty<int>(null!));
        Assert.ThrowsAny<ArgumentException>(() => state.CreateProperty<int>(" "));
    }

    [Fact]
    public async Task Storage_OfTheTurn_WinsOverTheConfiguredOne()
    {
        var own = new MemoryStorage();
        var state = new ConversationState();
        using var turn = NewTurn();
        await Assert.ThrowsAsync<InvalidOperationException>(() => state.LoadAsync(turn));
        turn.TurnState.Set<IStorage>(own);
        await state.CreateProperty<int>("count").SetAsync(turn, 3);
        await state.SaveChangesAsync(turn);
        Assert.Single(await own.ReadAsync(["test/conversations/convo1"]));
    }

    [Fact]
    public async Task AutoSave_TurnEnds_SavesAllStates()
    {
        var storage = new MemoryStorage();
        var conversation = new ConversationState(storage);
        var user = new UserState(storage);
        var adapter = new TestAdapter().Use(new AutoSaveStateMiddleware(conversation, user));
        var counts = conversation.CreateProperty<int>("count");
        var names = user.CreateProperty<string>("name");

        await new TestFlow(adapter, async (turn, cancellationToken) =>
        {
            var count = await counts.GetAsync(turn, cancellationToken: cancellationToken) + 1;
            await counts.SetAsync(turn, count, cancellationToken);
            await names.SetAsync(turn, turn.Activity.Text!, cancellationToken);
            await turn.SendActivityAsync($"{count}", cancellationToken: cancellationToken);
        })
            .Test("Ada", "1")
            .Test("Grace", "2")
            .StartTestAsync();

        Assert.Equal("Grace", ((JsonElement)(await storage.ReadAsync(["test/users/user1"])).Values.Single()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task AutoSave_TurnThrows_SavesNothing()
    {
        var storage = new CountingStorage(new MemoryStorage());
        var state = new ConversationState(storage);
        var adapter = new TestAdapter().Use(new AutoSaveStateMiddleware(state));
        await Assert.ThrowsAsync<InvalidOperationException>(() => adapter.SendTextToBotAsync("x", async (turn, cancellationToken) =>
        {
            await state.CreateProperty<int>("count").SetAsync(turn, 1, cancellationToken);
            throw new InvalidOperationException("broken");
        }));
        Assert.Equal(0, storage.Writes);
    }

    [Fact]
    public async Task Get_Document_ShowsUnsavedValues()
    {
        var state = new ConversationState(new MemoryStorage());
        using var turn = NewTurn();
        Assert.Null(state.Get(turn));
        await state.CreateProperty<int>("count").SetAsync(turn, 5);
        Assert.Equal(5, state.Get(turn)!.Value.GetProperty("count").GetInt32());
    }
}
