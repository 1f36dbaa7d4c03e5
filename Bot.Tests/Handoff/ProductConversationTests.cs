using AssistantBot.Dialogs.Answers;
using AssistantBot.Handoff.Requests;
using AssistantBot.Knowledge.Text;
using AssistantBot.Triage;

namespace AssistantBot.Tests.Handoff;

/// <summary>The product's own triage, knowledge and flows together, on the durable engine.</summary>
public sealed class ProductConversationTests
{
    [Theory]
    [InlineData(
        "fr", "Bonjour", "Quels sont les délais de livraison ?",
        "C'est ma troisième relance, ma mère est à l'hôpital et rien n'arrive.", "Vous avez bien fait d'écrire", "prend le relais")]
    [InlineData(
        "en", "Hello", "How long does delivery take?",
        "This is my third reminder, my mother is in hospital and nothing arrives.", "You did well to write", "is taking over")]
    public async Task FirstMinute_AnswersWithSource_ThenHandsOverWithReason_ThenComesBack(
        string language, string greeting, string question, string grave, string told, string entered)
    {
        await using var engine = await OfficeEngine.StartAsync(real: true);

        await SayAsync(engine, greeting);
        await SayAsync(engine, question);
        var answer = (await engine.SaidAsync("c"))[^1];
        Assert.Contains(answer.Entities ?? [], entity => entity.Type == AnswerActivities.MessageEntity);
        Assert.Contains(language == "fr" ? "Source : " : "Source: ", answer.Text, StringComparison.Ordinal);

        await SayAsync(engine, grave);
        Assert.StartsWith(told, (await engine.SaidAsync("c"))[^1].Text, StringComparison.Ordinal);
        var request = await engine.RequestAsync("c");
        Assert.Contains(grave, request.Brief.Wants, StringComparison.Ordinal);
        Assert.Equal(language, request.Language);
        Assert.True(request.Confidential || request.Reason is TriageReason.AngerOrComplaint or TriageReason.PersonalContext);

        Assert.True((await engine.DeskAsync("c", DeskCommands.Accept, new DeskAccept(request.Id), "Sophie")).Ok);
        await engine.IdleAsync();
        Assert.Contains($"Sophie {entered}", (await engine.SaidAsync("c"))[^1].Text, StringComparison.Ordinal);
        await engine.DeskAsync("c", DeskCommands.Close, new DeskClose(request.Id), "Sophie");
        await engine.IdleAsync();
        await SayAsync(engine, question);

        var said = await engine.SaidAsync("c");
        Assert.Contains(said[^1].Entities ?? [], entity => entity.Type == AnswerActivities.MessageEntity);
        Assert.All(
            said.Where(activity => activity.From?.Id == "bot" && activity.Text!.Length > 40),
            activity => Assert.Equal((activity.Text, language), (activity.Text, LanguageDetector.Detect(activity.Text!))));
    }

    [Theory]
    [InlineData("Je voudrais parler à quelqu'un", "fr")]
    [InlineData("Demander à quelqu'un", "fr")]
    [InlineData("un humain svp", "fr")]
    [InlineData("Can I talk to a real person please", "en")]
    [InlineData("Ask someone", "en")]
    public async Task AskingForAPerson_IsHonouredAtOnce(string text, string language)
    {
        await using var engine = await OfficeEngine.StartAsync(real: true);

        await SayAsync(engine, text);

        Assert.Equal((TriageReason.ExplicitRequest, language), await engine.RequestAsync("c") is { } request ? (request.Reason, request.Language) : default);
    }

    [Theory]
    [InlineData("Je n'en peux plus, je veux mourir ce soir", "3114")]
    [InlineData("I can't go on, I want to kill myself tonight", "3114")]
    public async Task DangerToLife_GetsTheNumbersFirst(string text, string number)
    {
        await using var engine = await OfficeEngine.StartAsync(real: true);

        await SayAsync(engine, text);

        Assert.Contains(number, (await engine.SaidAsync("c"))[1].Text, StringComparison.Ordinal);
        Assert.True((await engine.RequestAsync("c")) is { DangerToLife: true, Confidential: true });
    }

    private static async Task SayAsync(OfficeEngine engine, string text)
    {
        await engine.SayAsync("c", text);
        await engine.IdleAsync();
    }
}
