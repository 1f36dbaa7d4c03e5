using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Retrieval;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.Dialogs;

public sealed class SourceCardTests
{
    private static readonly KnowledgeEntry Secret = new()
    {
        Id = "primes", Language = "fr", Question = "Combien de prime ?", Answer = "Mille euros.", Source = "Note interne", Audience = Audience.Employees,
    };

    [Fact]
    public async Task Button_OfAnAnswer_OpensItsSourceAsACard()
    {
        var world = new OfficeWorld();
        var answer = (await world.SayAsync("Où se garer ?"))[^1];
        var button = Assert.Single(answer.SuggestedActions!.Actions!);
        Assert.Equal((ActionTypes.MessageBack, "Voir la source"), (button.Type, button.Title));

        var shown = await PressAsync(world, button.Text!, button.Value!.Value);

        Assert.Contains("Au niveau -1, avec le badge.", CardOf(shown), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Quelle est la source ?")]
    [InlineData("Voir la source")]
    public async Task Words_AfterAnAnswer_OpenItsSource(string text)
    {
        var world = new OfficeWorld();
        await world.SayAsync("Où se garer ?");

        Assert.Contains("Au niveau -1", CardOf(Assert.Single(await world.SayAsync(text))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("primes", false, null)]
    [InlineData("primes", true, "Mille euros.")]
    [InlineData("absent", true, null)]
    [InlineData("", false, null)]
    public async Task Payload_OfAnybodysHand_OpensOnlyWhatTheSpeakerMayRead(string id, bool isMember, string? shows)
    {
        var world = new OfficeWorld();
        world.Services.GetRequiredService<KnowledgeRetriever>().Publish(new KnowledgeBase("2", [Secret]));
        await world.SayAsync("Bonjour", isMember);

        var said = await PressAsync(world, "Voir la source", JsonSerializer.SerializeToElement(new { openSource = id, audience = "Employees", isMember = true }), isMember);

        if (shows is not null)
            Assert.Contains(shows, CardOf(said), StringComparison.Ordinal);
        else
            Assert.Equal(("Je ne peux pas ouvrir cette source.", null), (said.Text, said.Attachments));
    }

    [Fact]
    public async Task Choice_MadeOnce_IsNotAskedAgain()
    {
        var world = new OfficeWorld();
        await world.SayAsync("badge ?");
        await world.SayAsync("Où se garer ?");

        var again = await world.TextsOfAsync("Badge");

        Assert.StartsWith("Au niveau -1", Assert.Single(again), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_WithoutOrWithABadAnswer_IsKeptForAuthors()
    {
        var world = new OfficeWorld();
        await world.SayAsync("Où laver sa voiture ?");
        await world.SayAsync("Comment poser un congé ?");
        await world.SayAsync("Ce n'est pas ça");

        Assert.Equal(
            [
                new RecordQuestionEffect("Où laver sa voiture ?", "fr", "Clients", false, null, null),
                new RecordQuestionEffect("Comment poser un congé ?", "fr", "Clients", true, "leave", "Ce n'est pas ça"),
            ],
            world.Effects.Select(done => done.Effect).OfType<RecordQuestionEffect>());
    }

    private static async Task<Activity> PressAsync(OfficeWorld world, string text, JsonElement value, bool isMember = false)
    {
        var before = world.Said[OfficeWorld.Web].Count;
        var click = Activity.CreateMessage(text);
        click.Value = value;
        await world.RunAsync(OfficeWorld.Web, click, new TurnIdentity(TurnOrigin.DirectLine, "dl_ana") { IsMember = isMember, Name = "Ana" });
        return Assert.Single(world.Said[OfficeWorld.Web].Skip(before));
    }

    private static string CardOf(Activity activity) => JsonDocument.Parse(Assert.Single(activity.Attachments!).Content!.Value.GetRawText()).RootElement.ToString();
}
