using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Cards;
using AssistantBot.Dialogs.Answers;
using AssistantBot.Handoff.Requests;
using AssistantBot.Tests.Dialogs;

namespace AssistantBot.Tests.Handoff;

/// <summary>Handoff on the real engine and database: races have one winner, and nothing is said over a human.</summary>
public sealed class HandoffRaceTests
{
    [Fact]
    public async Task Accept_ThousandRaces_OneWinnerEach_AndTheOtherIsToldWho()
    {
        const int Races = 1000;
        await using var engine = await OfficeEngine.StartAsync();
        for (var i = 0; i < Races; i++)
            await engine.SayAsync($"c{i}", "Je veux parler à une personne.");
        await engine.IdleAsync();

        await Parallel.ForEachAsync(Enumerable.Range(0, Races), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, stop) =>
        {
            var accept = new DeskAccept((await engine.RequestAsync($"c{i}")).Id);
            var results = await Task.WhenAll(
                Task.Run(() => engine.DeskAsync($"c{i}", DeskCommands.Accept, accept, "Sophie")),
                Task.Run(() => engine.DeskAsync($"c{i}", DeskCommands.Accept, accept, "Karim")));
            var winner = Assert.Single(results, result => result.Ok) == results[0] ? "Sophie" : "Karim";
            Assert.Equal(new DeskResult(false, $"{winner} a déjà pris cette demande.", winner), results.Single(result => !result.Ok));
            Assert.Equal(winner, (await engine.RequestAsync($"c{i}")).AssistantName);
        });
        await engine.IdleAsync();

        for (var i = 0; i < Races; i++)
        {
            var request = await engine.RequestAsync($"c{i}");
            Assert.Single(await engine.Handoffs.ReadEventsAsync(request.Id, CancellationToken.None), line => line.Kind == HandoffEventKind.Accepted);
            Assert.Single(await engine.SaidAsync($"c{i}"), activity => activity.Text!.Contains($"{request.AssistantName} prend le relais", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Accept_TwentyAtOnce_OneWinner()
    {
        await using var engine = await OfficeEngine.StartAsync();
        await engine.SayAsync("c", "Je veux parler à une personne.");
        await engine.IdleAsync();
        var accept = new DeskAccept((await engine.RequestAsync("c")).Id);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => engine.DeskAsync("c", DeskCommands.Accept, accept, $"A{i}"))));

        Assert.Single(results, result => result.Ok);
        Assert.Equal(19, results.Count(result => result.Winner == results.ToList().FindIndex(r => r.Ok) switch { var won => $"A{won}" }));
    }

    [Fact]
    public async Task Message_WhileBeingAccepted_IsNeverAnsweredAfterTheHumanEntered()
    {
        const int Rounds = 200;
        await using var engine = await OfficeEngine.StartAsync();
        for (var i = 0; i < Rounds; i++)
            await engine.SayAsync($"c{i}", "Je veux parler à une personne.");
        await engine.IdleAsync();

        await Parallel.ForEachAsync(Enumerable.Range(0, Rounds), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, stop) =>
        {
            var accept = new DeskAccept((await engine.RequestAsync($"c{i}")).Id);
            await Task.WhenAll(
                Task.Run(() => engine.SayAsync($"c{i}", "Où se garer ?"), stop),
                Task.Run(() => engine.DeskAsync($"c{i}", DeskCommands.Accept, accept, "Sophie"), stop),
                Task.Run(() => engine.SayAsync($"c{i}", "Comment poser un congé ?"), stop));
        });
        await engine.IdleAsync();

        for (var i = 0; i < Rounds; i++)
        {
            var said = await engine.SaidAsync($"c{i}");
            var entered = said.FindIndex(activity => activity.Text!.Contains("Sophie prend le relais", StringComparison.Ordinal));
            Assert.True(entered > 0);
            Assert.DoesNotContain(said.Skip(entered), activity => activity.Entities?.Any(entity => entity.Type == AnswerActivities.MessageEntity) == true);
        }
    }

    [Fact]
    public async Task MessageThatCannotBeHandled_IsAdmittedInThePersonsLanguage_AndAPersonOffered()
    {
        await using var engine = await OfficeEngine.StartAsync();
        engine.Answerer.Fails = true;

        await engine.SayAsync("fr", "Où se garer ?");
        await engine.SayAsync("en", "Where can I park?");
        await engine.IdleAsync();

        Assert.StartsWith("Un incident de mon côté", (await engine.SaidAsync("fr"))[^1].Text, StringComparison.Ordinal);
        Assert.StartsWith("Something went wrong on my side", (await engine.SaidAsync("en"))[^1].Text, StringComparison.Ordinal);
        await engine.SayAsync("fr", "Demander à quelqu'un");
        await engine.IdleAsync();
        Assert.Contains("Où se garer ?", (await engine.RequestAsync("fr")).Brief.Wants, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thread_IsCreatedOnce_UpdatedForEveryone_AndRelaysBothWays()
    {
        await using var engine = await OfficeEngine.StartAsync();
        await engine.TeamsSaysAsync("19:assist@thread.tacv2;messageid=0", OfficeWorld.Mention("relais ici"), "Chef");
        await engine.IdleAsync();
        await engine.SayAsync("c", "Je veux parler à une personne.");
        await engine.IdleAsync();
        var request = await engine.RequestAsync("c");

        var created = Assert.Single(engine.Teams.Delivered, item => item.NewThread is not null);
        Assert.Equal("19:assist@thread.tacv2", created.NewThread!.ChannelData!.Value.GetProperty("channel").GetProperty("id").GetString());

        var press = new Activity
        {
            Type = ActivityTypes.Invoke,
            Name = InvokeNames.AdaptiveCardAction,
            Value = JsonSerializer.SerializeToElement(new { action = new { type = "Action.Execute", verb = HandoffVerbs.Accept, data = new { handoffId = request.Id } } }),
        };
        var responses = await Task.WhenAll(new[] { "Paul", "Karim", "Nadia" }.Select(name => Task.Run(() => engine.TeamsInvokesAsync("19:real;messageid=1", press.Clone(), name))));
        await engine.IdleAsync();
        Assert.Single(responses, response => response.Body!.Value.GetProperty("type").GetString() == AttachmentContentTypes.AdaptiveCard);
        var winner = (await engine.RequestAsync("c")).AssistantName!;
        Assert.Equal(2, responses.Count(response => response.Body!.Value.GetProperty("value").ToString() == $"{winner} a déjà pris cette demande."));
        var update = Assert.Single(engine.Teams.Delivered, item => item.Operation == OutboxOperation.Update);
        Assert.Contains($"Pris par {winner}", ActivityJson.Write(update.Activity!), StringComparison.Ordinal);

        await engine.TeamsSaysAsync("19:real;messageid=1", OfficeWorld.Mention("Bonjour Ana."), winner);
        await engine.IdleAsync();
        Assert.Equal("Bonjour Ana.", (await engine.SaidAsync("c"))[^1].Text);
        Assert.Equal(winner, (await engine.SaidAsync("c"))[^1].From!.Name);

        await engine.SayAsync("c", "Merci !");
        await engine.IdleAsync();
        Assert.Equal("**Ana** : Merci !", engine.Teams.Texts.Last());
        Assert.Equal("Merci !", (await engine.SaidAsync("c"))[^1].Text);
    }
}
