using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.Conformance;

/// <summary>A reply shown while it is written ends once, with the stream it began, whatever happens in between.</summary>
public abstract class StreamSuite : ConformanceSuite
{
    private readonly ScriptedEphemeralSender _chunks = new();
    private readonly ScriptedSender _sender = new();

    protected StreamSuite() => Settings["Streaming:TeamsInterval"] = "00:00:00";

    [Fact]
    public async Task Stream_PersonalChat_EndsWithAMessageOfTheOutbox()
    {
        var host = await StartAsync(
            async (turn, cancellationToken) =>
            {
                var stream = turn.TurnState.Get<ITurnStream>()!;
                foreach (var text in (string[])["Un.", "Un. Deux."])
                {
                    stream.Show(text);
                    Assert.Equal(text, (await _chunks.NextAsync()).Text);
                }

                await turn.SendActivityAsync("Un. Deux. Trois.", cancellationToken: cancellationToken);
                await turn.SendActivityAsync("Et puis ?", cancellationToken: cancellationToken);
                stream.Show("Un. Deux. Trop tard.");
            });

        await host.AcceptAsync(Question("1"));
        await host.WhenIdleAsync();

        Assert.Equal(["Un. Deux. Trois.", "Et puis ?"], _sender.Texts);
        Assert.Equal(["s1", null], _sender.Delivered.Select(item => StreamInfo.EndedBy(item.Activity!)));
        Assert.Equal(2, _chunks.Count);
        Assert.Equal(["< 1", "> Un. Deux. Trois.", "> Et puis ?"], await host.SaidAsync("a:1", ChannelIds.Msteams));
    }

    [Fact]
    public async Task Stream_ProcessEndsInTheMiddle_IsEndedByTheNext()
    {
        var hanging = new TaskCompletionSource();
        var first = await StartAsync(async (turn, cancellationToken) =>
        {
            turn.TurnState.Get<ITurnStream>()!.Show("Un.");
            await hanging.Task;
        });
        var accepted = await first.AcceptAsync(Question("1"));
        await _chunks.NextAsync();
        while (await first.Get<ITurnStreamStore>().FindAsync(accepted.InboxId) is null)
            await Task.Yield();
        await first.DisposeAsync();

        var second = await StartAsync(async (turn, cancellationToken) =>
        {
            var stream = turn.TurnState.Get<ITurnStream>()!;
            Assert.True(stream.IsOpen);
            stream.Show("Autrement.");
            await turn.SendActivityAsync("Autrement dit.", cancellationToken: cancellationToken);
        });
        await second.WhenIdleAsync();

        Assert.Equal("s1", StreamInfo.EndedBy(Assert.Single(_sender.Delivered).Activity!));
        Assert.Equal(1, _chunks.Count);
    }

    [Fact]
    public async Task Stream_AttemptFails_TheNextEndsTheSame()
    {
        var attempts = 0;
        var host = await StartAsync(async (turn, cancellationToken) =>
        {
            if (++attempts == 1)
            {
                turn.TurnState.Get<ITurnStream>()!.Show("Un.");
                await _chunks.NextAsync();
                throw new InvalidOperationException("The test lets it fail.");
            }

            await turn.SendActivityAsync("Deux.", cancellationToken: cancellationToken);
        });

        await host.AcceptAsync(Question("1"));
        await host.WhenIdleAsync();

        Assert.Equal("s1", StreamInfo.EndedBy(Assert.Single(_sender.Delivered).Activity!));
    }

    [Fact]
    public async Task Stream_MessageParked_EndsWithTheNotice()
    {
        Settings["Turns:MaxAttempts"] = "1";
        var host = await StartAsync(async (turn, _) =>
        {
            turn.TurnState.Get<ITurnStream>()!.Show("Un.");
            await _chunks.NextAsync();
            throw new InvalidOperationException("The test lets it fail.");
        });

        await host.AcceptAsync(Question("1"));
        await host.WhenIdleAsync();

        Assert.Equal("s1", StreamInfo.EndedBy(Assert.Single(_sender.Delivered).Activity!));
    }

    [Fact]
    public async Task Stream_TurnSaysNothing_IsClosedInOneLine()
    {
        var host = await StartAsync(async (turn, _) =>
        {
            turn.TurnState.Get<ITurnStream>()!.Show("Un.");
            await _chunks.NextAsync();
        });

        await host.AcceptAsync(Question("1"));
        await host.WhenIdleAsync();

        Assert.Equal(["Je m'interromps ici."], _sender.Texts);
        Assert.Equal("s1", StreamInfo.EndedBy(_sender.Delivered.Single().Activity!));
    }

    [Fact]
    public async Task Stream_SomethingStillToBeSent_DoesNotBegin()
    {
        var refuses = true;
        ScriptedSender? sender = null;
        sender = new ScriptedSender(item => Volatile.Read(ref refuses) ? new SendOutcome(SendOutcomeKind.Retry) : sender!.Taken(item));
        Settings["Outbox:MaxRetryDelay"] = "00:00:00.005";
        var asked = new TaskCompletionSource();
        var host = await StartAsync(
            async (turn, cancellationToken) =>
            {
                if (turn.Activity.Text == "2")
                {
                    turn.TurnState.Get<ITurnStream>()!.Show("Deux");
                    asked.SetResult();
                }

                await turn.SendActivityAsync($"echo {turn.Activity.Text}", cancellationToken: cancellationToken);
            },
            sender);

        await host.AcceptAsync(Question("1"));
        while (sender.Attempts.IsEmpty)
            await Task.Yield();
        await host.AcceptAsync(Question("2"));
        await asked.Task;
        await host.Get<TurnScheduler>().WhenIdleAsync();
        Volatile.Write(ref refuses, false);
        await host.WhenIdleAsync();

        Assert.Equal(["echo 1", "echo 2"], sender.Texts);
        Assert.Equal(0, _chunks.Count);
        Assert.All(sender.Delivered, item => Assert.Null(StreamInfo.EndedBy(item.Activity!)));
    }

    [Fact]
    public async Task Stream_AfterTheTurnsFirstMessage_DoesNotBegin()
    {
        var host = await StartAsync(async (turn, cancellationToken) =>
        {
            await turn.SendActivityAsync("Bonjour", cancellationToken: cancellationToken);
            turn.TurnState.Get<ITurnStream>()!.Show("Un.");
            await turn.SendActivityAsync("Un. Deux.", cancellationToken: cancellationToken);
        });

        await host.AcceptAsync(Question("1"));
        await host.WhenIdleAsync();

        Assert.Equal(0, _chunks.Count);
        Assert.All(_sender.Delivered, item => Assert.Null(StreamInfo.EndedBy(item.Activity!)));
    }

    [Fact]
    public async Task Stream_WebChannel_HasAnIdOfTheTurnAndEndsInTheTranscript()
    {
        var host = await StartAsync(async (turn, cancellationToken) =>
        {
            turn.TurnState.Get<ITurnStream>()!.Show("Un.");
            await _chunks.NextAsync();
            await turn.SendActivityAsync("Un. Deux.", cancellationToken: cancellationToken);
        });

        await host.AcceptAsync(EngineHost.Message("1", "1", "c1", ChannelIds.Directline), TurnOrigin.DirectLine);
        await host.WhenIdleAsync();

        var feed = await host.Transcripts.ReadAsync(new ConversationKey(ChannelIds.Directline, "c1"), 0, 10, CancellationToken.None);
        Assert.Equal(["1", "Un. Deux."], feed.Select(entry => entry.Activity.Text));
        Assert.Equal("bot.0000001.0", StreamInfo.EndedBy(feed[^1].Activity));
        Assert.Equal("bot.0000001.1", feed[^1].Activity.Id);
    }

    [Fact]
    public async Task Stream_CallerThatExpectsReplies_ThereIsNone()
    {
        var host = await StartAsync(async (turn, cancellationToken) =>
        {
            Assert.Null(turn.TurnState.Get<ITurnStream>());
            await turn.SendActivityAsync("Un.", cancellationToken: cancellationToken);
        });

        var replies = await host.Dispatcher.ExpectRepliesAsync(EngineHost.Inbound(Question("1")), CancellationToken.None);

        Assert.Equal("Un.", Assert.Single(replies).Text);
    }

    private Task<EngineHost> StartAsync(BotCallbackHandler bot, ScriptedSender? sender = null) =>
        StartAsync(bot, sender ?? _sender, services => services.AddSingleton<IEphemeralSender>(_chunks));

    private static Activity Question(string text)
    {
        var activity = EngineHost.Message(text, text, "a:1", ChannelIds.Msteams);
        activity.Conversation!.ConversationType = ConversationTypes.Personal;
        return activity;
    }
}
