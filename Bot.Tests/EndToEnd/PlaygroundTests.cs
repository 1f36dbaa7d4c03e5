using System.Text.Json;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.EndToEnd;

/// <summary>The whole product with a real Teams-like client: the Agents Playground, over HTTP both ways.</summary>
public sealed class PlaygroundTests : IAsyncLifetime
{
    private ProductProcess _product = null!;
    private PlaygroundProcess _playground = null!;

    public async Task InitializeAsync()
    {
        _product = await ProductProcess.StartAsync();
        try
        {
            _playground = await PlaygroundProcess.StartAsync(_product.BaseAddress);
        }
        catch
        {
            // The runner does not dispose of what was not initialised: the product would go on listening.
            await _product.DisposeAsync();
            throw;
        }
    }

    public async Task DisposeAsync()
    {
        await _playground.DisposeAsync();
        await _product.DisposeAsync();
    }

    [Fact]
    public async Task PersonalChat_RoutineQuestion_IsAnsweredWithItsSource()
    {
        await _playground.InstallAsync(_playground.PersonalChatId);
        await _playground.WaitForAsync(
            frame => frame.GetRawText().Contains("je suis l'assistant automatique", StringComparison.Ordinal), "the welcome that says it is a machine");

        await _playground.SayAsync("Combien de jours de télétravail par semaine ?");

        await _playground.WaitForTextAsync("Source");
    }

    [Fact]
    public async Task ChannelMention_RoutineQuestion_IsAnsweredInTheThread()
    {
        await _playground.MentionAsync(PlaygroundProcess.TeamId, "How many days may I work from home?");

        var answer = await _playground.WaitForTextAsync("Source");

        Assert.Contains(";messageid=", answer.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handoff_AcceptedInTheChannel_RelaysBothWaysAndEnds()
    {
        await _playground.MentionAsync(PlaygroundProcess.TeamId, "relais ici");
        await _playground.WaitForTextAsync("relais");

        await _playground.SayAsync("Je voudrais parler à une personne, s'il vous plaît");
        var (card, thread, messageId) = await HandoffCardAsync();
        var accept = Actions(card).First(action => action.GetProperty("type").GetString() == "Action.Execute");

        var won = await _playground.ExecuteAsync(thread, messageId, "user-id-1", accept);
        Assert.Equal("application/vnd.microsoft.card.adaptive", won.GetProperty("type").GetString());
        await _playground.WaitForTextAsync("Megan Bowen prend le relais");
        await _playground.WaitForAsync(
            frame => Action(frame) == "updateMessage" && frame.GetRawText().Contains("Megan Bowen", StringComparison.Ordinal), "the card saying who took it");

        var lost = await _playground.ExecuteAsync(thread, messageId, "user-id-2", accept);
        Assert.Contains("Megan Bowen", lost.GetRawText(), StringComparison.Ordinal);

        await _playground.SayAsync("Merci, c'est pour ma note de frais de mars");
        await _playground.WaitForAsync(
            frame => frame.GetRawText().Contains("note de frais de mars", StringComparison.Ordinal) && InThread(frame, thread), "the person's words in the thread");

        // Whoever writes in the Playground is its current user, who is not Megan: only the accepter speaks for the handoff.
        await _playground.MentionAsync(thread, "Bonjour, je regarde votre note de frais.");
        await _playground.WaitForAsync(
            frame => frame.GetRawText().Contains("Votre message n'a pas été transmis", StringComparison.Ordinal) && InThread(frame, thread), "that a colleague's words are not passed on");

        var close = Actions(won).First(action => action.GetProperty("verb").GetString() == "handoff/close");
        await _playground.ExecuteAsync(thread, messageId, "user-id-1", close);
        await _playground.WaitForTextAsync("Megan Bowen a terminé l'échange");
        await _playground.SayAsync("Combien de jours de télétravail par semaine ?");
        await _playground.WaitForTextAsync("Source");
    }

    [Fact]
    public async Task Handoff_AcceptedByTheCurrentUser_PassesTheThreadsRepliesOnAndEnds()
    {
        await _playground.MentionAsync(PlaygroundProcess.TeamId, "relais ici");
        await _playground.WaitForTextAsync("relais");
        await _playground.SayAsync("I would like to talk to a human please");
        var (card, thread, messageId) = await HandoffCardAsync();
        await _playground.ExecuteAsync(thread, messageId, "user-id-0", Actions(card).First(action => action.GetProperty("type").GetString() == "Action.Execute"));
        await _playground.WaitForTextAsync("Alex Wilber is taking over");

        await _playground.MentionAsync(thread, "Good morning, how can I help?");

        await _playground.WaitForAsync(
            frame => PlaygroundProcess.Text(frame).Contains("Good morning, how can I help?", StringComparison.Ordinal) && !InThread(frame, thread), "the assistant's words in the personal chat");
    }

    private static string Action(JsonElement frame) => frame.GetProperty("action").GetString()!;

    private static bool InThread(JsonElement frame, string thread) =>
        frame.GetProperty("actionConversationId").GetString() == thread
        || Message(frame) is { } message && message.TryGetProperty("postConversationId", out var post) && post.GetString() == thread;

    // Typing frames have no message.
    private static JsonElement? Message(JsonElement frame) => frame.TryGetProperty("message", out var message) ? message : null;

    private async Task<(JsonElement Card, string Thread, string MessageId)> HandoffCardAsync()
    {
        var frame = await _playground.WaitForAsync(
            frame => Action(frame) == "createMessage"
                && Message(frame)!.Value.TryGetProperty("postConversationId", out _)
                && frame.GetRawText().Contains("Action.Execute", StringComparison.Ordinal),
            "the handoff card in the channel");
        var message = frame.GetProperty("message");
        return (message.GetProperty("attachments")[0].GetProperty("content"), message.GetProperty("postConversationId").GetString()!, message.GetProperty("messageId").GetString()!);
    }

    // Buttons may stand in the card's actions or in an ActionSet of its body.
    private static IEnumerable<JsonElement> Actions(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Actions),
        JsonValueKind.Object => (element.TryGetProperty("verb", out _) ? new[] { element } : [])
            .Concat(element.EnumerateObject().SelectMany(property => Actions(property.Value))),
        _ => [],
    };
}
